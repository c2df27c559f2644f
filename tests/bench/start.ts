import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'
import { addressOf, hasProgram, newClinic, start } from '../shells/program.ts'
import { report, sideBySide, timed } from './measure.ts'

const emptyShell = `
  require('node:http').createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end('<!doctype html><p>empty</p>')
  }).listen(0, '127.0.0.1', function () { console.log('port ' + this.address().port) })`

/** From nothing to a usable sign-in, beside a shell that serves one empty page to the same browser. */
export async function run(): Promise<void> {
  await hasProgram()
  const place = mkdtempSync(join(tmpdir(), 'cutis-bench-start-'))
  try {
    await newClinic(place)
    const n = 15
    const { ours, peer } = await sideBySide({ ours: () => cutis(place), peer: empty }, n)
    report({ bench: 'start', case: 'spawn to a usable sign-in', value: ours, unit: 'ms', peer, better: 'lower', n })
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function cutis(place: string): Promise<number> {
  const from = performance.now()
  const running = start(['--data', place, '--no-window'])
  const { port, boot } = await addressOf(running)
  const close = await shown(`http://localhost:${port}/#boot=${boot}`, async page => {
    await page.getByText('Ada Min').first().click()
    await page.locator('input[type=password]').first().fill('x')
  })
  const ms = performance.now() - from
  await close()
  await running.stop()
  return ms
}

async function empty(): Promise<number> {
  const child = spawn(process.execPath, ['-e', emptyShell])
  let close = async () => {}
  const ms = await timed(async () => {
    const port = await new Promise<string>(resolve =>
      child.stdout.once('data', piece => resolve(String(piece).replace(/\D/g, ''))),
    )
    close = await shown(`http://localhost:${port}/`, page => page.getByText('empty').click())
  })
  await close()
  child.kill()
  return ms
}

/** A browser of its own on an address, until what it is for can be done. */
async function shown(url: string, usable: (page: Page) => Promise<void>): Promise<() => Promise<void>> {
  const executable = findBrowser(process.platform, process.env)
  const browser = await chromium.launch({
    ...(executable && { executablePath: executable }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const page = await browser.newPage()
  await page.goto(url)
  await usable(page)
  return () => browser.close()
}
