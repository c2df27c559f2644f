// The clinic as a process. Started by a parent (child_process.fork, or Electron's utilityProcess) it talks in messages:
//   → { kind: 'open', keyHex, registration? }   ← { kind: 'listening', origin } at start, { kind: 'opened' }
//   → { kind: 'close' }                         ← { kind: 'closed' }, or { kind: 'failed', reason } for any of them
//   → { kind: 'stop' }                          the process ends
// Alone: node src-clinic/main.ts --data DIR --port N --key-file F [--host H --tls-cert C --tls-key K]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadDefinitions } from './definitions/load.ts'
import { type ClinicServer, startServer, WrongKey } from './index.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'key-file': { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    // A relay for calls: its addresses, separated by commas, and the file of the secret shared with it.
    'turn-urls': { type: 'string', default: '' },
    'turn-secret-file': { type: 'string', default: '' },
  },
})

const Registration = z.object({ clientId: z.string().min(1), jwk: z.looseObject({ kty: z.string() }) })
const Message = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    keyHex: z.string().regex(/^[0-9a-f]{64}$/),
    registration: Registration.optional(),
  }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('stop') }),
])
type Message = z.output<typeof Message>

/** Electron's utility process speaks through parentPort, a forked Node process through send. */
interface ParentPort {
  postMessage(message: unknown): void
  on(name: 'message', listener: (event: { data: unknown }) => void): void
}
const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort }

const tell = (message: object): void => {
  if (parentPort !== undefined) parentPort.postMessage(message)
  else if (process.send !== undefined) process.send(message)
  else process.stdout.write(`${JSON.stringify(message)}\n`)
}

/** One line to stderr, where the parent keeps its log. Only the kind of an error is told, never its text. */
const log = (message: string, error?: unknown): void => {
  const kind = error instanceof Error ? ` (${error.name}${'code' in error ? ` ${String(error.code)}` : ''})` : ''
  process.stderr.write(`clinic: ${message}${kind}\n`)
}

const obey = async (server: ClinicServer, message: Message): Promise<void> => {
  if (message.kind === 'open') {
    const key = Buffer.from(message.keyHex, 'hex')
    // Asked twice, because the first answer was too late to be waited for: what counts is that it is open with this key now.
    await server.shut()
    server.open(key, message.registration === undefined ? [] : [message.registration])
    key.fill(0)
    tell({ kind: 'opened' })
  } else if (message.kind === 'close') {
    await server.shut()
    tell({ kind: 'closed' })
  } else {
    await server.stop()
    process.exit(0)
  }
}

let turn: Promise<void> = Promise.resolve()

/** One word at a time, so that the last answer is the last word's: closing takes its time, and an opening must not overtake it. */
const hear = (server: ClinicServer, data: unknown): void => {
  const parsed = Message.safeParse(data)
  if (!parsed.success) return tell({ kind: 'failed', reason: 'message' })
  turn = turn
    .then(() => obey(server, parsed.data))
    .catch((error: unknown) => {
      log(`${parsed.data.kind} failed`, error)
      tell({ kind: 'failed', reason: error instanceof WrongKey ? 'key' : 'internal' })
    })
}

const tlsOf = (cert: string | undefined, key: string | undefined) =>
  cert === undefined || key === undefined ? {} : { tls: { cert: readFileSync(cert), key: readFileSync(key) } }

const relayOf = (urls: string, secretFile: string) =>
  urls === '' || secretFile === ''
    ? {}
    : { relay: { urls: urls.split(','), secret: readFileSync(secretFile, 'utf8').trim() } }

const start = async (): Promise<void> => {
  if (values.data === undefined) throw new Error('--data DIR is missing')
  const tls = tlsOf(values['tls-cert'], values['tls-key'])
  const listening = { host: values.host, port: Number(values.port), ...tls }
  const server = await startServer({
    dataFolder: values.data,
    listening,
    log,
    ...relayOf(values['turn-urls'], values['turn-secret-file']),
  })
  tell({ kind: 'listening', origin: server.origin })
  // While the clinician types a password, so that opening takes no time, but not while the workstation's own window comes up.
  setTimeout(() => loadDefinitions(values.data), 3000).unref()
  if (parentPort !== undefined) parentPort.on('message', event => hear(server, event.data))
  else process.on('message', data => hear(server, data))
  // A clinic without its parent would go on holding the key.
  process.on('disconnect', () => void obey(server, { kind: 'stop' }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void obey(server, { kind: 'stop' }))
  const keyFile = values['key-file']
  if (keyFile !== undefined) hear(server, { kind: 'open', keyHex: readFileSync(keyFile, 'utf8').trim() })
}

// Whatever nobody foresaw: its kind is told, its text might quote a record. The parent starts the clinic again.
process.on('uncaughtException', error => {
  log('stopped by an error nobody foresaw', error)
  process.exit(1)
})

start().catch((error: unknown) => {
  process.stderr.write(`clinic: ${error instanceof Error ? error.message : 'could not start'}\n`)
  process.exit(1)
})
