// The embedded clinic: a FHIR R4 server over one encrypted SQLite file, with its own OAuth 2 sign-in.
// Owns: everything under src-clinic. Needs: a data folder and a 32-byte key. Never: anything of the workstation but
// src-shared/fhir.
//
//   const clinic = await openClinic({ dataFolder, key, registration: { clientId, jwk }, log })
//   clinic.origin     http://127.0.0.1:PORT          clinic.fhirBase   `${origin}/fhir`
//   clinic.tokenUrl   `${origin}/oauth/token`        clinic.issuer     `${origin}/oauth`
//   await clinic.close()
//
// A system (the workstation) gets a token by POST tokenUrl, form: grant_type=client_credentials,
// scope=system/*.cruds, client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer,
// client_assertion = ES256 JWT { iss = sub = clientId, aud = tokenUrl, exp, jti }, and sends it as Bearer.
// Tokens live 5 minutes. Change hints: WebSocket `${origin}/ws` with the same Authorization header.
// Follow changes: GET fhirBase/_history?_sort=_lastUpdated&_count=1000, then the link `next`, at the end `monitor`.
//
// As a process of its own: main.ts.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clinic, openClinicRooms } from './clinic.ts'
import { defaultLimits, type Limits } from './http/arrival.ts'
import { type Listening, listen } from './http/server.ts'
import type { Registration } from './login/provider.ts'
import type { Relay } from './visits/index.ts'

export type { Limits } from './http/arrival.ts'
export { ClearTextRefused } from './http/server.ts'
export type { Registration } from './login/provider.ts'
export { WrongKey } from './store/index.ts'

interface ServerNeeds {
  readonly dataFolder: string
  readonly listening?: Partial<Listening>
  readonly limits?: Partial<Limits>
  readonly clock?: () => number
  readonly relay?: Relay | undefined
  /** Never given patient data; `error` is for the log only. */
  readonly log: (message: string, error?: unknown) => void
}

/** A listening clinic that answers 503 until it is opened, and again after it is shut. */
export interface ClinicServer {
  readonly origin: string
  /** Opens the database; `key` is copied and wiped after use. Throws WrongKey. */
  open(key: Buffer, registrations: readonly Registration[]): void
  /** Waits for the writer, closes the database. */
  shut(): Promise<void>
  /** Shuts and stops listening. */
  stop(): Promise<void>
}

/** Starts listening on 127.0.0.1 (another host needs `listening.tls`), locked. */
export const startServer = async (needs: ServerNeeds): Promise<ClinicServer> => {
  const { log, clock = Date.now } = needs
  let clinic: Clinic | undefined
  await mkdir(needs.dataFolder, { recursive: true, mode: 0o700 })
  const limits = { ...defaultLimits, ...needs.limits }
  const at = { host: '127.0.0.1', port: 0, ...needs.listening }
  const server = await listenAgain(needs.dataFolder, at, { clinic: () => clinic, limits, clock, log })
  const shut = async () => {
    const open = clinic
    clinic = undefined
    await open?.close()
  }
  return {
    origin: server.origin,
    open: (key, registrations) => {
      if (clinic !== undefined) throw new Error('the clinic is already open')
      const copy = Buffer.from(key)
      try {
        const file = join(needs.dataFolder, 'clinic.db')
        clinic = openClinicRooms({
          file,
          key: copy,
          origin: server.origin,
          registrations,
          clock,
          log,
          relay: needs.relay,
        })
      } finally {
        copy.fill(0)
      }
    },
    shut,
    stop: async () => {
      await shut()
      await server.close()
    },
  }
}

/**
 * Listens on the port of last time where none is asked for: the address is in tokens, bundles and the workstation's
 * memory of which clinic it knows. Where somebody else has taken the port, another is chosen.
 */
const listenAgain = async (folder: string, at: Listening, needs: Parameters<typeof listen>[1]) => {
  const file = join(folder, 'port')
  const last = at.port === 0 ? Number(await readFile(file, 'utf8').catch(() => '0')) : at.port
  const port = Number.isInteger(last) && last >= 0 && last < 65_536 ? last : 0
  const server = await listen({ ...at, port }, needs).catch((error: unknown) => {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (at.port !== 0 || port === 0 || !isTaken) throw error
    return listen(at, needs)
  })
  await writeFile(file, new URL(server.origin).port)
  return server
}

interface OpenNeeds extends Omit<ServerNeeds, 'listening'> {
  readonly key: Buffer
  readonly port?: number
  readonly registration?: Registration
}

/** An open clinic in this process, on 127.0.0.1. Throws WrongKey. */
export const openClinic = async ({ key, port = 0, registration, ...needs }: OpenNeeds) => {
  const server = await startServer({ ...needs, listening: { port } })
  try {
    server.open(key, registration === undefined ? [] : [registration])
  } catch (error) {
    await server.stop()
    throw error
  }
  const { origin } = server
  return {
    origin,
    fhirBase: `${origin}/fhir`,
    issuer: `${origin}/oauth`,
    tokenUrl: `${origin}/oauth/token`,
    close: () => server.stop(),
  }
}
