import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cameraArguments, writeFilm } from './camera.ts'

const browserPath = process.env['CUTIS_CHROMIUM'] ?? '/usr/bin/chromium'
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutis-camera-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Runs in the page: opens the camera, waits for two different pictures, gives size and mean colours. */
const look = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1920, height: 1080 } })
  const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true })
  await video.play()
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const means = new Set<string>()
  for (let i = 0; i < 60 && means.size < 2; i++) {
    await new Promise(resolve => setTimeout(resolve, 100))
    context?.drawImage(video, 0, 0, 64, 36)
    const data = context?.getImageData(0, 0, 64, 36).data ?? new Uint8ClampedArray()
    const mean = [0, 1, 2].map(c =>
      Math.round(data.filter((_, at) => at % 4 === c).reduce((a, b) => a + b, 0) / (data.length / 4) / 4),
    )
    means.add(mean.join())
  }
  const { width, height } = stream.getVideoTracks()[0]?.getSettings() ?? {}
  for (const track of stream.getTracks()) track.stop()
  return { width, height, videoWidth: video.videoWidth, means: [...means] }
}

test('Chromium plays the film as its camera at full size', async ({ skip }) => {
  skip(!existsSync(browserPath), `not run: no browser at ${browserPath}`)
  const film = await writeFilm({ path: join(folder, 'camera.mjpeg'), pictures: 3, holdFrames: 10 })
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>camera</title>'),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', ...cameraArguments(film)],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
    const seen = await page.evaluate(look)
    expect(seen).toMatchObject({ width: 1920, height: 1080, videoWidth: 1920 })
    expect(seen.means.length).toBeGreaterThan(1)
  } finally {
    await browser.close()
    server.close()
  }
})
