import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { join } from 'node:path'
import { openClinic } from '../../src-clinic/index.ts'
import { openVault } from '../../src-main/vault/index.ts'

/** A resource as the clinic holds it. */
export type Held = Record<string, unknown> & { readonly id: string }

/** A system of ours that the clinic lets in, to look at what it really holds. */
export interface Looker {
  get(path: string): Promise<unknown>
  /** The resources of a search, in the server's order. */
  all(path: string): Promise<readonly Held[]>
  bytes(path: string): Promise<Buffer>
  close(): Promise<void>
}

/**
 * Opens a workstation's vault with a person's password, takes the clinic's key from it, and opens the embedded clinic's
 * own data with a second registered system: what it answers is what arrived, whatever the workstation believes.
 */
export async function openLooker(folder: string, person: { name: string; password: string }): Promise<Looker> {
  const thread = join(import.meta.dirname, '..', '..', 'src-main', 'vault-thread.ts')
  const vault = openVault({
    folder: join(folder, 'clinic', 'vault'),
    thread,
    now: () => new Date(),
    changed: () => {},
    log: () => {},
  })
  const face = vault.faces().find(({ name }) => name === person.name)
  if (!face) throw new Error(`${person.name} has no key here`)
  await vault.unlock(face.userId, person.password)
  const key = vault.subKey('clinic/1')
  await vault.close()

  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const clientId = `looker-${randomUUID()}`
  const jwk = { ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: clientId, alg: 'ES256', use: 'sig' }
  const dataFolder = join(folder, 'clinic', 'clinic')
  const clinic = await openClinic({ dataFolder, key, port: 0, registration: { clientId, jwk }, log: () => {} })
  const token = await tokenFrom(clinic.tokenUrl, clientId, privateKey)
  const ask = (path: string, accept: string) =>
    fetch(`${clinic.fhirBase}/${path}`, { headers: { authorization: `Bearer ${token}`, accept } })
  const get = async (path: string): Promise<unknown> => await (await ask(path, 'application/fhir+json')).json()
  return {
    get,
    all: async path => ((await get(path)) as { entry?: { resource: Held }[] }).entry?.map(one => one.resource) ?? [],
    bytes: async path => Buffer.from(await (await ask(path, 'image/*')).arrayBuffer()),
    close: () => clinic.close(),
  }
}

async function tokenFrom(tokenUrl: string, clientId: string, key: KeyObject): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: clientId, sub: clientId, aud: tokenUrl, iat: now, exp: now + 120, jti: randomUUID() }
  const text = `${part({ alg: 'ES256', typ: 'JWT', kid: clientId })}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'system/*.cruds',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${text}.${signature.toString('base64url')}`,
  })
  const answer = await fetch(tokenUrl, { method: 'POST', body: form })
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (!token) throw new Error(`the clinic gave no token: ${answer.status}`)
  return token
}
