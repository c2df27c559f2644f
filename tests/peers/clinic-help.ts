import { generateKeyPairSync, type JsonWebKey, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Limits, openClinic } from '../../src-clinic/index.ts'

export const workstationId = 'test-workstation'

/** A key pair as the workstation makes one: the private part signs assertions, the public part is registered. */
export const workstationKeys = (): { privateKey: KeyObject; jwk: JsonWebKey & { kty: string } } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'test', alg: 'ES256', use: 'sig' }
  return { privateKey, jwk }
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A signed assertion for the token endpoint (SMART Backend Services). */
export const assertionFor = (tokenUrl: string, privateKey: KeyObject, claims: object = {}): string => {
  const header = part({ alg: 'ES256', kid: 'test' })
  const body = part({
    iss: workstationId,
    sub: workstationId,
    aud: tokenUrl,
    exp: Math.floor(Date.now() / 1000) + 60,
    jti: randomUUID(),
    ...claims,
  })
  const signature = sign('sha256', Buffer.from(`${header}.${body}`), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${header}.${body}.${signature.toString('base64url')}`
}

/** Asks for a token with `scope`; answers the raw response. */
export const askToken = (tokenUrl: string, assertion: string, scope: string): Promise<Response> =>
  fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })

/** What a reply may hold, as the tests look at it; a test that looks for what is not there fails. */
export interface Body {
  readonly resourceType: string
  readonly id: string
  readonly url: string
  readonly active: boolean
  readonly data: string
  readonly total: number
  readonly meta: { readonly versionId: string; readonly lastUpdated: string }
  readonly issue: readonly { readonly expression: string[] }[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry: readonly Entry[]
  readonly rest: readonly { readonly resource: readonly Claim[] }[]
  readonly accounts: readonly Body[]
  readonly rows: readonly object[]
  readonly [name: string]: unknown
}
interface Entry {
  readonly fullUrl: string
  readonly resource: Body
  readonly request: { readonly method: string }
  readonly response: { readonly status: string; readonly location: string }
  readonly search: { readonly mode: string }
}
interface Claim {
  readonly type: string
  readonly searchParam: readonly { readonly name: string; readonly type: string }[]
  readonly searchInclude: readonly string[]
}

/** A resource as a test writes it, right or wrong. */
export interface Given {
  readonly resourceType: string
  readonly [name: string]: unknown
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** A clinic in this process with a fresh database, and a way to speak to it. */
export const openTestClinic = async (options: { limits?: Partial<Limits>; clock?: () => number } = {}) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-'))
  const key = randomBytes(32)
  const { privateKey, jwk } = workstationKeys()
  const complaints: unknown[] = []
  const registration = { clientId: workstationId, jwk }
  const open = () =>
    openClinic({
      dataFolder,
      key,
      registration,
      log: (message, error) => complaints.push([message, error]),
      ...options,
    })
  let clinic = await open()

  const token = async (scope = 'system/*.cruds'): Promise<string> => {
    const reply = await askToken(clinic.tokenUrl, assertionFor(clinic.tokenUrl, privateKey), scope)
    const { access_token } = (await reply.json()) as { access_token?: string }
    if (access_token === undefined) throw new Error(`no token: ${reply.status}`)
    return access_token
  }
  let bearer = await token()

  return {
    dataFolder,
    key,
    privateKey,
    complaints,
    token,
    get clinic() {
      return clinic
    },
    get bearer() {
      return bearer
    },
    /** Speaks FHIR: `GET /Patient`, the path below the base; an object goes as FHIR JSON. */
    ask: (request: string, body?: unknown, headers: Record<string, string> = {}) => {
      const at = request.indexOf(' ')
      const url = `${clinic.fhirBase}${request.slice(at + 1)}`
      return speak(url, {
        method: request.slice(0, at),
        body,
        headers: { authorization: `Bearer ${bearer}`, ...headers },
      })
    },
    restart: async () => {
      await clinic.close()
      clinic = await open()
      bearer = await token()
    },
    close: async () => {
      await clinic.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

export const speak = async (
  url: string,
  { method, body, headers }: { method: string; body?: unknown; headers: Record<string, string> },
): Promise<Reply> => {
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/fhir+json' }), ...headers },
    ...(body !== undefined && { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text !== '' ? JSON.parse(text) : text) as Body,
  }
}

export const lid = (value: string) => [{ system: 'urn:cutis:lid', value }]
