import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openVault } from '../../src-main/vault/index.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { faults } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { addressOf, dial, hasProgram, newClinic, password, start } from './program.ts'

const canMount = process.platform === 'linux' && process.getuid?.() === 0
const needsRoot = canMount ? '' : ' (not run: needs Linux and root)'
let place: string
let golden: string
let userId: UserId
let recoveryCodes: readonly string[]

beforeAll(async () => {
  await hasProgram()
  place = mkdtempSync(join(tmpdir(), 'cutis-start-'))
  golden = join(place, 'golden')
  ;({ userId, recoveryCodes } = await newClinic(golden))
  // It is laid anew at each opening, and would only be copied about.
  rmSync(join(golden, 'clinic', 'vault', 'ballast'), { force: true })
}, 180_000)
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** A copy of the clinic for a test to harm. */
function clinicFolder(name: string): string {
  const folder = join(place, name)
  cpSync(golden, folder, { recursive: true })
  return folder
}

/** Every file of a folder by the hash of its bytes; locks, the reserve and empty files say nothing. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name =>
      statSync(join(folder, name)).isFile() &&
      !/lock|ballast|-shm$/.test(name) &&
      statSync(join(folder, name)).size > 0,
  )
  return Object.fromEntries(files.map(name => [name, hashOf(readFileSync(join(folder, name)))]))
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A start that ends by itself: its code and what it said. */
async function refusedStart(
  folder: string,
  ...more: readonly string[]
): Promise<{ code: number | string; said: string }> {
  const running = start(['--data', folder, '--no-window', ...more])
  return { code: await running.ended, said: running.said() }
}

/** Signs in by the n-th recovery code, each good once a folder: `in`, or the code of the refusal. */
const signIn = (client: CutisClient, nth = 0): Promise<unknown> =>
  client.access.signIn({ userId, password, code: recoveryCodes[nth] ?? '' }).then(
    ({ state }) => state,
    (error: { code?: unknown }) => error.code,
  )

/** Opens the folder and signs in; what the client was told, and what the program said. */
async function signInAt(folder: string, nth = 0): Promise<{ told: unknown; said: string }> {
  const running = start(['--data', folder, '--no-window'])
  const { client, close } = await dial(await addressOf(running))
  const told = await signIn(client, nth)
  close()
  await running.stop()
  return { told, said: running.said() }
}

const sentence = (code: keyof typeof faults) => `${faults[code].says} ${faults[code].next}`
const stack = /\n\s+at |node:internal/

test('control: the clinic opens and lets its administrator in', async () => {
  expect(await signInAt(clinicFolder('control'))).toMatchObject({ told: 'in' })
})

test('a second Cutis on the same folder says so, ends with 1, and the first goes on', async () => {
  const folder = clinicFolder('second')
  const first = start(['--data', folder, '--no-window'])
  const { client, close } = await dial(await addressOf(first))
  const second = await refusedStart(folder)
  expect(second.code).toBe(1)
  expect(second.said).toContain(sentence('vault.inUse'))
  expect(second.said).not.toMatch(stack)
  expect(await signIn(client)).toBe('in')
  close()
  expect(await first.stop()).toBe(0)
  expect(await signInAt(folder, 1)).toMatchObject({ told: 'in' })
})

test('after a kill the folder is free at once', async () => {
  const folder = clinicFolder('killed')
  const first = start(['--data', folder, '--no-window'])
  await addressOf(first)
  first.child.kill('SIGKILL')
  await first.ended
  expect(await signInAt(folder)).toMatchObject({ told: 'in' })
})

describe('a database that cannot be opened', () => {
  const vaultFile = (folder: string) => join(folder, 'clinic', 'vault', 'vault.db')

  test.each([
    ['its first page overwritten', (bytes: Buffer) => bytes.fill(7, 0, 4096)],
    ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, 4096 * 3 + 100)],
    ['someone else’s plain database', () => plainDatabase()],
  ])('%s: the sign-in says so, and the file stays as it was found', async (name, harm) => {
    const folder = clinicFolder(`damaged ${name}`)
    const harmed = harm(readFileSync(vaultFile(folder)))
    writeFileSync(vaultFile(folder), harmed)
    const told = await signInAt(folder)
    expect(told.told).toBe('vault.damaged')
    expect(told.said).not.toMatch(/SQLITE|Ada Min/)
    const kept = Object.values(contentOf(folder))
    expect(kept).toContain(hashOf(harmed))
  })

  test('written by a newer Cutis: the sign-in says so, and every file stays as it was', async () => {
    const folder = clinicFolder('future')
    const place = join(folder, 'clinic', 'vault')
    const thread = new URL('./next-thread.ts', import.meta.url)
    const newer = openVault({ folder: place, thread, now: () => new Date(), changed: () => {}, log: () => {} })
    await newer.unlock(userId, password)
    await newer.close()
    const before = contentOf(place)
    expect(await signInAt(folder)).toMatchObject({ told: 'vault.future' })
    expect(contentOf(place)).toEqual(before)
  })

  function plainDatabase(): Buffer {
    const path = join(place, 'plain.db')
    const database = new Database(path)
    database.exec('CREATE TABLE IF NOT EXISTS a (b)')
    database.close()
    return readFileSync(path)
  }
})

describe('a disk that does not take it', () => {
  const mounted: string[] = []
  afterAll(() => {
    for (const folder of mounted) execFileSync('umount', ['-l', folder])
  })
  const mount = (name: string, options: string): string => {
    const folder = join(place, name)
    mkdirSync(folder)
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
    mounted.push(folder)
    return folder
  }

  test.skipIf(!canMount)(`read-only: a sentence, 1, nothing changed${needsRoot}`, async () => {
    for (const [name, fill] of [
      ['read-only empty', false],
      ['read-only clinic', true],
    ] as const) {
      const folder = mount(name, 'size=64m')
      if (fill) cpSync(golden, folder, { recursive: true })
      const before = contentOf(folder)
      execFileSync('mount', ['-o', 'remount,ro', folder])
      const { code, said } = await refusedStart(folder)
      expect([code, said.includes(sentence('vault.readOnly')), stack.test(said)]).toEqual([1, true, false])
      expect(contentOf(folder)).toEqual(before)
    }
  })

  test.skipIf(!canMount)(
    `full before it was ever set up: says so, and works once there is room${needsRoot}`,
    async () => {
      const folder = mount('full empty', 'size=160m')
      fillUp(folder)
      const running = start(['--data', folder, '--no-window'])
      const { client, close } = await dial(await addressOf(running))
      const setUp = () => client.access.setUp({ clinicName: 'Skin Clinic', name: 'Ada Min', password })
      await expect(setUp()).rejects.toMatchObject({ code: 'vault.full' })
      rmSync(join(folder, 'filler'))
      expect(await setUp()).toHaveProperty('recoveryCodes')
      close()
      await running.stop()
    },
  )

  test.skipIf(!canMount)(
    `full with a clinic on it: it opens or says why, and nothing is lost${needsRoot}`,
    async () => {
      const folder = mount('full clinic', 'size=160m')
      cpSync(golden, folder, { recursive: true })
      fillUp(folder)
      const running = start(['--data', folder, '--no-window'])
      const started = await Promise.race([addressOf(running), running.ended])
      if (typeof started !== 'object') expect(running.said()).toContain(sentence('vault.full'))
      else await expectSignInOr(started, 'vault.full')
      await running.stop()
      expect(running.said()).not.toMatch(stack)
      rmSync(join(folder, 'filler'))
      expect(await signInAt(folder, 1)).toMatchObject({ told: 'in' })
    },
  )

  async function expectSignInOr(address: { port: number; boot: string }, code: string): Promise<void> {
    const { client, close } = await dial(address)
    expect(['in', code]).toContain(await signIn(client))
    close()
  }

  const fillUp = (folder: string) => {
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=4k'], { stdio: 'ignore' })
    } catch {
      // dd ends with an error when the disk is full: that is what it was for.
    }
  }
})

describe('asked wrongly', () => {
  test('a taken port', async () => {
    const first = start(['--data', clinicFolder('port one'), '--no-window'])
    const { port } = await addressOf(first)
    const { code, said } = await refusedStart(clinicFolder('port two'), '--port', String(port))
    expect([code, stack.test(said)]).toEqual([1, false])
    expect(said).toMatch(/That port cannot be used\. .*--port/)
    await first.stop()
  })
  test.each([[['--port', 'abc']], [['--prot', '1']], [['--port', '70000']]])('%s', async args => {
    const { code, said } = await refusedStart(clinicFolder(args.join(' ')), ...args)
    expect([code, stack.test(said), said.includes('--port')]).toEqual([1, false, true])
  })
  test('a folder that is a file', async () => {
    const file = join(place, 'file')
    writeFileSync(file, '')
    const { code, said } = await refusedStart(file)
    expect([code, stack.test(said), said.includes(sentence('vault.readOnly'))]).toEqual([1, false, true])
  })
})
