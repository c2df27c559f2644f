import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'

export interface Engine {
  readonly browser: Browser
  /** Where another debugger, the walk, may connect to the same browser. */
  readonly endpoint: string
  close(): Promise<void>
}

/** The system's Chromium, started as the stand-in's rendering engine and reached over its debugging protocol. */
export async function startEngine(): Promise<Engine> {
  const executable = findBrowser(process.platform, process.env)
  if (!executable) throw new Error('the stand-in needs Chromium')
  const profile = mkdtempSync(join(tmpdir(), 'cutis-stand-in-'))
  const camera = process.env['CUTIS_FAKE_CAMERA']
  const child = spawn(executable, [
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-gpu',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    ...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : []),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ])
  const endpoint = await endpointOf(child)
  const browser = await chromium.connectOverCDP(endpoint)
  return {
    browser,
    endpoint,
    close: async () => {
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.kill()
      await gone
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** Chromium says on stderr where it listens. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', piece => {
      said += String(piece)
      const found = /DevTools listening on ws:\/\/(127\.0\.0\.1:\d+)/.exec(said)
      if (found) resolve(`http://${found[1]}`)
    })
    child.once('exit', code => reject(new Error(`Chromium ended with ${code}`)))
  })
}
