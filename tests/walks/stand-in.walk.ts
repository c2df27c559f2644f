import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { writeFilm } from '../pictures/camera.ts'
import { ended } from './shell.ts'
import { signInDemo } from './steps.ts'

/**
 * The built Electron shell (main, preload, renderer) under a stand-in for `electron` that drives Chromium. It proves the
 * doors over a message port, the preload and the scheme's handler; it is not a run of Electron.
 */
test.describe.configure({ mode: 'serial' })

const root = join(import.meta.dirname, '..', '..')
let place: string
let shell: ChildProcess
let browser: Browser
let page: Page

test.beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'cutis-stand-in-walk-'))
  const film = await writeFilm({ path: join(place, 'camera.mjpeg'), pictures: 1 })
  const hook = join(root, 'tests', 'stand-in', 'hook.mjs')
  const args = ['--import', hook, join(root, 'out', 'main', 'electron.js'), '--demo', '--data', join(place, 'data')]
  shell = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CUTIS_FAKE_CAMERA: film.path },
  })
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = ''
    shell.stdout?.on('data', piece => {
      said += String(piece)
      const found = /stand-in for Electron: (\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    shell.once('exit', code => reject(new Error(`the stand-in ended with ${code}: ${said}`)))
  })
  browser = await chromium.connectOverCDP(endpoint)
  await expect.poll(() => ours()?.url() ?? '', { timeout: 120_000 }).toMatch(/^http:\/\/localhost/)
  page = ours() as Page
})
test.afterAll(async () => {
  await ended(shell)
  rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const ours = () =>
  browser
    .contexts()
    .flatMap(context => context.pages())
    .find(found => found.url().startsWith('http://localhost'))

test('sign in over the message port', async () => {
  await signInDemo(page, 'Dr Ines Albrecht')
})

test('the page holds nothing of Electron, Node or the preload', async () => {
  const names = ['require', 'process', 'ipcRenderer', 'electron', 'cutisStandIn', 'cutisHear', 'Buffer', 'module']
  expect(await page.evaluate(all => all.filter(name => name in globalThis), names)).toEqual([])
})

test('pictures come by the scheme, whole and in part, and never without the capability', async () => {
  await page
    .getByRole('row', { name: /Abernathy/ })
    .first()
    .click()
  await expect(page.locator('canvas[data-shown]').first()).toBeVisible({ timeout: 120_000 })
  const status = await page.evaluate(
    async () => (await fetch('/bytes/wrong/5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002/full')).status,
  )
  expect(status).toBe(401)
})

test('a suspend locks', async () => {
  shell.kill('SIGUSR2')
  await expect(page.getByRole('heading', { name: 'Who are you' })).toBeVisible()
})
