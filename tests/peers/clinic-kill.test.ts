import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askToken, assertionFor, lid, speak, workstationId, workstationKeys } from './clinic-help.ts'

const main = join(import.meta.dirname, '../../src-clinic/main.ts')

interface Told {
  readonly kind: string
  readonly origin?: string
  readonly reason?: string
}

/** A clinic in its own process, spoken to as the workstation does it. */
const startProcess = (dataFolder: string) => {
  const child = fork(main, ['--data', dataFolder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const waiting: ((told: Told) => void)[] = []
  const early: Told[] = []
  child.on('message', told => {
    const next = waiting.shift()
    if (next === undefined) early.push(told as Told)
    else next(told as Told)
  })
  const hear = (): Promise<Told> => {
    const first = early.shift()
    return first === undefined ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve(first)
  }
  return { child, hear }
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise(resolve => child.once('exit', code => resolve(code)))
    : Promise.resolve(child.exitCode)

test('no write that was acknowledged is lost when the process is killed, and none is half there', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-kill-'))
  const keyHex = randomBytes(32).toString('hex')
  const { privateKey, jwk } = workstationKeys()
  const registration = { clientId: workstationId, jwk }
  const acknowledged = new Map<string, string>()
  let kills = 0

  const open = async () => {
    const { child, hear } = startProcess(dataFolder)
    const { origin = '' } = await hear()
    child.send({ kind: 'open', keyHex, registration })
    expect(await hear()).toEqual({ kind: 'opened' })
    const tokenUrl = `${origin}/oauth/token`
    const reply = await askToken(tokenUrl, assertionFor(tokenUrl, privateKey), 'system/*.cruds')
    const { access_token } = (await reply.json()) as { access_token: string }
    return { child, hear, base: `${origin}/fhir`, headers: { authorization: `Bearer ${access_token}` } }
  }

  /** Writes without pause, singles and transactions, until the server is gone. */
  const write = async (base: string, headers: Record<string, string>) => {
    for (;;) {
      const values = Array.from({ length: 3 }, () => randomUUID())
      const entry = values.map(value => ({
        resource: { resourceType: 'Patient', identifier: lid(value) },
        request: { method: 'POST', url: 'Patient' },
      }))
      const bundle = { resourceType: 'Bundle', type: 'transaction', entry }
      const reply = await speak(base, { method: 'POST', body: bundle, headers })
      if (reply.status !== 200) throw new Error(`status ${reply.status}`)
      for (const [index, value] of values.entries())
        acknowledged.set(value, reply.body.entry[index]?.resource?.id ?? '')
    }
  }

  for (; kills < 5; kills += 1) {
    const { child, base, headers } = await open()
    const goal = acknowledged.size + 40 + kills * 7
    const writers = [1, 2, 3].map(() => write(base, headers).catch(() => undefined))
    while (acknowledged.size < goal) await new Promise(resolve => setTimeout(resolve, 5))
    child.kill('SIGKILL')
    await ended(child)
    await Promise.all(writers)
  }

  const { child, hear, base, headers } = await open()
  const stored = new Map<string, string>()
  let url: string | undefined = `${base}/Patient?_count=500`
  while (url !== undefined) {
    const { body } = await speak(url, { method: 'GET', headers })
    for (const { resource } of body.entry) {
      const [identifier] = resource['identifier'] as { value: string }[]
      stored.set(identifier?.value ?? '', resource.id)
    }
    url = body.link.find(link => link.relation === 'next')?.url
  }
  const lost = [...acknowledged].filter(([value, id]) => stored.get(value) !== id)
  expect(acknowledged.size).toBeGreaterThan(200)
  expect(lost).toEqual([])
  // Transactions of three: whatever was stored without an answer was stored whole.
  expect(stored.size % 3).toBe(0)

  child.send({ kind: 'close' })
  expect(await hear()).toEqual({ kind: 'closed' })
  child.send({ kind: 'open', keyHex: randomBytes(32).toString('hex') })
  expect(await hear()).toEqual({ kind: 'failed', reason: 'key' })
  child.send({ kind: 'nonsense' })
  expect(await hear()).toEqual({ kind: 'failed', reason: 'message' })
  child.send({ kind: 'stop' })
  expect(await ended(child)).toBe(0)
  await rm(dataFolder, { recursive: true })
}, 300_000)

test('the clinic ends with the process that started it', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-orphan-'))
  const { child, hear } = startProcess(dataFolder)
  expect((await hear()).kind).toBe('listening')
  child.disconnect()
  expect(await ended(child)).toBe(0)
  await rm(dataFolder, { recursive: true })
})

test('its last answer is that of the last word, however many came at once', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-words-'))
  const { child, hear } = startProcess(dataFolder)
  const { origin = '' } = await hear()
  const keyHex = randomBytes(32).toString('hex')
  const registration = { clientId: workstationId, jwk: workstationKeys().jwk }
  const words = ['open', 'close', 'open', 'close', 'close', 'open', 'open'] as const
  for (const kind of words) child.send(kind === 'open' ? { kind, keyHex, registration } : { kind })
  const answers: string[] = []
  for (const _ of words) answers.push((await hear()).kind)
  expect(answers).toEqual(words.map(kind => (kind === 'open' ? 'opened' : 'closed')))
  expect((await fetch(`${origin}/fhir/metadata`)).status).toBe(200)
  child.send({ kind: 'stop' })
  await ended(child)
  await rm(dataFolder, { recursive: true, force: true })
})
