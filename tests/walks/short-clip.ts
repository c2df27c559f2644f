import type { Page } from '@playwright/test'

/** A second of film, 160 × 120, recorded by the page's own browser. */
export async function shortClip(page: Page): Promise<Buffer> {
  return Buffer.from(await page.evaluate(recorded))
}

async function recorded(): Promise<number[]> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 })
  const drawing = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: 'video/webm' })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const ended = new Promise(resolve => recorder.addEventListener('stop', resolve))
  recorder.start()
  for (let frame = 0; frame < 15; frame++) {
    if (drawing) {
      drawing.fillStyle = `hsl(${frame * 20} 60% 60%)`
      drawing.fillRect(0, 0, 160, 120)
    }
    await new Promise(resolve => setTimeout(resolve, 66))
  }
  recorder.stop()
  await ended
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
}
