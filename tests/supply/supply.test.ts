import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildIfStale, root } from '../../build/run.ts'

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}
const json = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
const manifest = json('package.json') as Manifest
const { packages } = json('package-lock.json') as { packages: Readonly<Record<string, Locked>> }
const locked = Object.entries(packages).filter(([path]) => path !== '')
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

describe('116 what is installed is what was chosen', () => {
  test('every package of the lock has its SHA-512', () => {
    expect(locked.length).toBeGreaterThan(400)
    expect(locked.filter(([, one]) => !/^sha512-[\w+/]{86}==/.test(one.integrity ?? '')).map(([path]) => path)).toEqual(
      [],
    )
  })
  test('the lock names no address, so that any registry may serve it', () => {
    expect(locked.filter(([, one]) => one.resolved !== undefined || one.link).map(([path]) => path)).toEqual([])
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/\.tgz|"resolved"/)
  })
  test('every dependency of ours is one version, not a range', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    expect(
      Object.entries(all).filter(([, version]) => !/^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    ).toEqual([])
  })
  test('the lock holds just these versions', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies }
    const wrong = Object.entries(all).filter(
      ([name, version]) => packages[`node_modules/${name}`]?.version !== version.split('@').at(-1),
    )
    expect(wrong).toEqual([])
  })
})

test('117 every install script has been decided on', () => {
  const scripts = locked.filter(([, one]) => one.hasInstallScript).map(([path]) => nameOf(path))
  expect(scripts.filter(name => !(name in manifest.allowScripts))).toEqual([])
  expect(Object.keys(manifest.allowScripts).filter(name => !scripts.includes(name))).toEqual([])
})

describe('118 licences of what ships', () => {
  const allowed = new Set([
    'MIT',
    'MIT-0',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'MPL-2.0',
    'ISC',
    '0BSD',
    'Unlicense',
    'BlueOak-1.0.0',
    'CC0-1.0',
  ])
  /** Licences beyond the list, and for what: the fonts of the glass and of the paper, and libraries loaded as files of their own: libvips by sharp, libheif (ADR 0011). */
  const besides: readonly (readonly [RegExp, string])[] = [
    [/^@fontsource-variable\/inter$/, 'OFL-1.1'],
    [/^@expo-google-fonts\/source-sans-3$/, 'OFL-1.1'],
    // Its LICENSE file is MIT; its manifest says nothing.
    [/^png-js$/, 'none'],
    [/^@img\/sharp-/, 'LGPL-3.0-or-later'],
    [/^libheif-js$/, 'LGPL-3.0'],
  ]
  const mayShip = (name: string, licence: string): boolean =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some(choice =>
        choice
          .split(' AND ')
          .every(one => allowed.has(one) || besides.some(([who, what]) => who.test(name) && what === one)),
      )

  test('are all on the list', () => {
    const shipped = locked.filter(([, one]) => one.dev !== true && one.devOptional !== true)
    expect(shipped.length).toBeGreaterThan(100)
    const other = shipped
      .map(([path, one]) => [nameOf(path), one.license ?? 'none'] as const)
      .filter(([name, licence]) => !mayShip(name, licence))
    expect(other).toEqual([])
  })
  test.each([
    ['anything', 'AGPL-3.0'],
    ['anything', 'LGPL-3.0-or-later'],
    ['anything', 'MIT AND GPL-3.0'],
    ['anything', 'UNLICENSED'],
    ['@img/sharp-linux-x64', 'GPL-3.0'],
  ])('control: %s under %s is not', (name, licence) => expect(mayShip(name, licence)).toBe(false))
  test.each([
    ['anything', '(MIT OR CC0-1.0)'],
    ['anything', 'AGPL-3.0 OR MIT'],
    ['@img/sharp-wasm32', 'Apache-2.0 AND LGPL-3.0-or-later AND MIT'],
  ])('control: %s under %s is', (name, licence) => expect(mayShip(name, licence)).toBe(true))
})

describe('120 the renderer holds no way to make code of text', () => {
  const folder = join(root, 'out', 'renderer')
  beforeAll(async () => {
    if (!existsSync(join(folder, 'index.html')) && (await buildIfStale()) !== 0) throw new Error('the build failed')
  }, 180_000)
  const scripts = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.m?js$/.test(name))

  test('no eval, no Function made from text, no script element, no dynamic import of an address', () => {
    expect(scripts().length).toBeGreaterThan(0)
    for (const name of scripts()) {
      const text = readFileSync(join(folder, name), 'utf8')
      expect([name, ...(text.match(codeFromText) ?? [])]).toEqual([name])
    }
  })
  test.each([
    'eval("x")',
    'new Function("x")',
    'Function("return this")()',
    'window.eval(x)',
    'setTimeout("x", 1)',
    'import("https://evil.test/x.js")',
  ])('control: %s would be found', text => expect(text).toMatch(codeFromText))
  test('the page loads nothing but its own files, and carries its icon in itself', () => {
    const whole = readFileSync(join(folder, 'index.html'), 'utf8')
    const page = whole.replace(/<link\s+rel="icon"\s+href="data:image\/svg\+xml,[^"]*"\s*\/?>/, '')
    expect(page).not.toBe(whole)
    expect(
      [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to).filter(to => !/^\.\/[\w/.-]+$/.test(to ?? '')),
    ).toEqual([])
    expect(page).not.toMatch(/<script(?![^>]*src=)|\son\w+=|javascript:/i)
  })
})

const codeFromText =
  /(?<![\w$.])eval\s*\(|\.eval\s*\(|(?<![\w$.])new\s+Function\s*\(|(?<![\w$.])Function\s*\(\s*["'`]|set(?:Timeout|Interval)\(\s*["'`]|import\(\s*["'`]https?:/g
