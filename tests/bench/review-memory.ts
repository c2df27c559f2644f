import { readdirSync, readFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'

/** Frames as quick as they can be drawn, so that their time and not the screen's is measured. */
export const launching = () => {
  const executable = findBrowser(process.platform, process.env)
  const args = [
    '--disable-frame-rate-limit',
    '--disable-gpu-vsync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  return { ...(executable && { executablePath: executable }), args }
}

/** How much a browser of its own grows, MB, by the work that `prepare` answers; it is measured once all is still. */
export async function growth(prepare: (browser: Browser) => Promise<() => Promise<unknown>>): Promise<number> {
  const server = await chromium.launchServer(launching())
  try {
    const browser = await chromium.connect(server.wsEndpoint())
    const work = await prepare(browser)
    const before = memoryOf(server.process().pid ?? 0)
    await work()
    await new Promise(resolve => setTimeout(resolve, 1500))
    return memoryOf(server.process().pid ?? 0) - before
  } finally {
    await server.close()
  }
}

/** Proportional memory of a process and all under it, MB. */
function memoryOf(parent: number): number {
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const stat = new Map(children.map(name => [Number(name), parentOf(name)]))
  const isUnder = (pid: number): boolean => pid === parent || (stat.has(pid) && isUnder(stat.get(pid) ?? 0))
  const kilobytes = [...stat.keys()].filter(isUnder).map(pid => pssOf(pid))
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
const parentOf = (pid: string): number => Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0)
const pssOf = (pid: number): number => Number(/Pss:\s+(\d+)/.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
