import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandPath } from '../../build/peers.ts'
import { findBrowser, hasDisplay } from '../../src-main/shell-loopback/browser.ts'
import { dial, hasProgram, start } from './program.ts'

describe('which browser', () => {
  const only = (...there: string[]) => {
    return (path: string) => there.includes(path)
  }
  test.each([
    [
      'the named one',
      'linux',
      { CUTIS_BROWSER: '/opt/b', PATH: '/usr/bin' },
      ['/opt/b', '/usr/bin/chromium'],
      '/opt/b',
    ],
    [
      'none, where the named one is missing',
      'linux',
      { CUTIS_BROWSER: '/opt/b', PATH: '/usr/bin' },
      ['/usr/bin/chromium'],
      undefined,
    ],
    [
      'Chromium before Chrome, wherever on the path',
      'linux',
      { PATH: '/a:/b' },
      ['/a/google-chrome', '/b/chromium'],
      '/b/chromium',
    ],
    ['Edge, where there is nothing else', 'linux', { PATH: '/a' }, ['/a/microsoft-edge'], '/a/microsoft-edge'],
    ['none', 'linux', { PATH: '/a' }, [], undefined],
    ['none, without a path', 'linux', {}, ['chromium'], undefined],
    [
      'Chrome of macOS',
      'darwin',
      { PATH: '' },
      ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  ] as const)('%s', (...[, platform, env, there, expected]) => {
    expect(findBrowser(platform, env, only(...there))).toBe(expected)
  })
})

test.each([
  ['win32', {}, true],
  ['darwin', {}, true],
  ['linux', {}, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: '' }, false],
] as const)('a window can be shown on %s with %o: %s', (platform, env, expected) => {
  expect(hasDisplay(platform, env)).toBe(expected)
})

const isLinux = process.platform === 'linux'

describe.skipIf(!isLinux)(
  `20, 21 the secrets of a run with a window${isLinux ? '' : ' (not run: needs Linux)'}`,
  () => {
    let place: string
    let runtime: string
    let browser: string

    beforeAll(async () => {
      await hasProgram()
      place = mkdtempSync(join(tmpdir(), 'cutis-browser-'))
      runtime = join(place, 'runtime')
      mkdirSync(runtime, { mode: 0o700 })
      // A browser that only shows what it was started with, and waits.
      browser = join(place, 'browser')
      writeFileSync(
        browser,
        '#!/bin/sh\nfor word; do echo "$word"; done >"$(dirname "$0")/words.tmp"\nmv "$(dirname "$0")/words.tmp" "$(dirname "$0")/words"\nexec sleep 600\n',
      )
      chmodSync(browser, 0o755)
    })
    afterAll(() => rmSync(place, { recursive: true, force: true }))

    /** Every process's arguments and environment, as other accounts and our own may read them. */
    const everywhere = (file: 'cmdline' | 'environ'): string =>
      readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .map(pid => {
          try {
            return readFileSync(`/proc/${pid}/${file}`, 'latin1')
          } catch {
            return ''
          }
        })
        .join('\n')

    async function opened(name: string) {
      const env = { CUTIS_BROWSER: browser, DISPLAY: ':1234', XDG_RUNTIME_DIR: runtime }
      rmSync(join(place, 'words'), { force: true })
      const running = start(['--data', join(place, name)], env)
      await running.says(/Closing its window ends it/)
      await expect.poll(() => existsSync(join(place, 'words')), { timeout: 20_000 }).toBe(true)
      const words = readFileSync(join(place, 'words'), 'utf8').split('\n')
      const page = words.find(word => word.startsWith('--app=file://'))?.slice('--app=file://'.length) ?? ''
      const profile = words.find(word => word.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length) ?? ''
      return { running, words, page, profile }
    }
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

    test('the one-shot secret goes by a file only we can read, and by nothing else', async () => {
      const { running, words, page, profile } = await opened('one')
      const [, port, boot = ''] = /http:\/\/localhost:(\d+)\/#boot=([\w-]{43})"/.exec(readFileSync(page, 'utf8')) ?? []
      expect(boot).toHaveLength(43)
      expect([modeOf(page), modeOf(join(page, '..')), modeOf(profile)]).toEqual(['600', '700', '700'])
      expect(words.join()).not.toContain(boot)

      const { client, session, close } = await dial({ port: Number(port), boot })
      await client.access.door()
      for (const secret of [boot, session]) {
        expect(everywhere('cmdline')).not.toContain(secret)
        expect(everywhere('environ')).not.toContain(secret)
        expect(running.said()).not.toContain(secret)
      }
      for (const folder of [join(place, 'one'), runtime]) expect(filesWith(session, folder)).toEqual([])
      close()
      await running.stop()
    })

    test('the window is off the record, gives the camera to the one page it shows, and keeps no password', async () => {
      const { running, words, profile } = await opened('two')
      const kept: unknown = JSON.parse(readFileSync(join(profile, 'Default', 'Preferences'), 'utf8'))
      expect(kept).toMatchObject({ credentials_enable_service: false, profile: { password_manager_enabled: false } })
      expect(modeOf(join(profile, 'Default', 'Preferences'))).toBe('600')
      expect(words).toEqual(expect.arrayContaining(['--incognito', '--auto-accept-camera-and-microphone-capture']))
      expect(words.filter(word => word.startsWith('--app='))).toHaveLength(1)
      expect(words.join(' ')).not.toMatch(/remote-debugging|disable-web-security|allow-file-access/)
      await running.stop()
    })

    test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      '%s ends the browser and takes its profile away',
      async signal => {
        const { running, profile } = await opened(signal)
        running.child.kill(signal)
        expect(await running.ended).toBe(0)
        expect([existsSync(profile), readdirSync(runtime)]).toEqual([false, []])
        expect(everywhere('cmdline')).not.toContain(profile)
      },
    )

    test('a browser that cannot start ends Cutis with 1', async () => {
      const broken = join(place, 'broken')
      writeFileSync(broken, 'no program')
      chmodSync(broken, 0o755)
      const env = { CUTIS_BROWSER: broken, DISPLAY: ':1234', XDG_RUNTIME_DIR: runtime }
      const running = start(['--data', join(place, 'three')], env)
      expect(await running.ended).not.toBe('SIGKILL')
      expect(readdirSync(runtime)).toEqual([])
    })
  },
)

const chromium = findBrowser(process.platform, process.env)
const missing = [!isLinux && 'Linux', !commandPath(['Xvfb']) && 'Xvfb', !chromium && 'Chromium'].filter(Boolean)

describe.skipIf(missing.length > 0)(
  `a real window${missing.length > 0 ? ` (not run: needs ${missing.join(', ')})` : ''}`,
  () => {
    test('opens the sign-in, and closing it ends Cutis and leaves no profile behind', {
      timeout: 120_000,
    }, async () => {
      await hasProgram()
      const place = mkdtempSync(join(tmpdir(), 'cutis-window-run-'))
      const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      })
      const display = await new Promise<string>(resolve =>
        screen.stdio[3]?.once('data', piece => resolve(String(piece).trim())),
      )
      const env = { DISPLAY: `:${display}`, XDG_RUNTIME_DIR: place, CUTIS_BROWSER: chromium }
      const running = start(['--data', join(place, 'data')], env)
      try {
        const [, port] = await running.says(/Cutis runs in (.*)\. Closing/)
        expect(port).toBe(chromium)
        const profiles = () => readdirSync(place).filter(name => name.startsWith('cutis-window-'))
        const main = () => mainProcessOf(join(place, profiles()[0] ?? ''))
        // The page has traded the one-shot secret once its socket to us is up.
        await expect.poll(() => linksOf(running.child.pid ?? 0), { timeout: 60_000 }).toBeGreaterThan(0)
        const browser = main()
        expect(browser).toBeGreaterThan(0)
        process.kill(browser, 'SIGTERM')
        expect(await running.ended).toBe(0)
        expect(profiles()).toEqual([])
      } finally {
        running.child.kill('SIGKILL')
        screen.kill()
        rmSync(place, { recursive: true, force: true })
      }
    })
  },
)

/** The files below a folder that hold a text. */
const filesWith = (text: string, folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => readFileSync(path).includes(text))

/** The browser's first process: the one with our profile and no type of its own. */
function mainProcessOf(folder: string): number {
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      if (
        words.includes(`--user-data-dir=${folder}/profile`) &&
        !words.includes('--type=') &&
        !words.includes('crashpad')
      )
        return Number(pid)
    } catch {
      // It ended while we looked.
    }
  }
  return 0
}

/** How many established connections a process's listening port has, by the kernel's table. */
function linksOf(pid: number): number {
  const inodes = readdirSync(`/proc/${pid}/fd`).flatMap(fd => {
    try {
      return statSync(`/proc/${pid}/fd/${fd}`).isSocket() ? [statSync(`/proc/${pid}/fd/${fd}`).ino] : []
    } catch {
      return []
    }
  })
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
  return rows.filter(columns => columns[3] === '01' && inodes.includes(Number(columns[9]))).length
}
