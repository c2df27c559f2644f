import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, randomUUID, sign } from 'node:crypto'
import { z } from 'zod'

/** What a clinic must know of this workstation to let it in: a name and a public key (JWK, P-384). */
export interface Registration {
  readonly clientId: string
  readonly jwk: JsonWebKey & { readonly kid: string }
}

/** The workstation's own sign-in at the clinic, without a person: SMART Backend Services. */
export interface SignIn {
  /** A token for the FHIR address `base`; `renew` where the clinic refused the last. Throws SignedOut when it is refused. */
  token(base: string, renew: boolean): Promise<string>
}

export interface SignInNeeds {
  readonly key: PrivateRegistration
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly timeoutMs: number
}

/** The clinic does not let this workstation in. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

/** A registration with its private key, as it lies in the vault. */
export interface PrivateRegistration {
  readonly clientId: string
  readonly privateJwk: JsonWebKey & { readonly kid: string }
}

const Smart = z.looseObject({ token_endpoint: z.url() })
const Granted = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive().optional() })
const Refused = z.looseObject({ error: z.string() })
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const lifeWithoutWordMs = 60_000
const safetyMs = 30_000

/** A new key pair and name for this workstation; made once and kept in the vault. */
export function newRegistration(): PrivateRegistration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return {
    clientId: `cutis-${randomUUID()}`,
    privateJwk: { ...privateKey.export({ format: 'jwk' }), kid: randomUUID() },
  }
}

/** The part of a registration a clinic may see. */
export function publicPart({ clientId, privateJwk }: PrivateRegistration): Registration {
  const key = createPublicKey(createPrivateKey({ key: privateJwk, format: 'jwk' }))
  return { clientId, jwk: { ...key.export({ format: 'jwk' }), kid: privateJwk.kid, alg: 'ES384', use: 'sig' } }
}

interface Token {
  readonly value: string
  readonly base: string
  readonly until: number
}

/** Keeps one token and never asks twice at once: a clinic that rotates would take the second for theft. */
export function openSignIn(needs: SignInNeeds): SignIn {
  let held: Token | undefined
  let asking: Promise<Token> | undefined
  return {
    async token(base, renew) {
      const good = held?.base === base && held.until > needs.now().getTime()
      if (held && good && !renew) return held.value
      // Many rows may find the same token refused: only the first throws it away.
      asking ??= ask(needs, base).finally(() => {
        asking = undefined
      })
      held = await asking
      return held.value
    },
  }
}

async function ask(needs: SignInNeeds, base: string): Promise<Token> {
  const found = await fetchJson(needs, `${base}/.well-known/smart-configuration`)
  const endpoint = Smart.parse(found.json).token_endpoint
  // The clinic's own clock decides how long an assertion is good, so ours may be a day off.
  const clinicNow = found.date ?? needs.now().getTime()
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'system/*.cruds',
    client_assertion_type: assertionType,
    client_assertion: assertionOf(needs.key, endpoint, clinicNow),
  })
  const answer = await fetchJson(needs, endpoint, form)
  const granted = Granted.safeParse(answer.json)
  if (granted.success) {
    const lifeMs = granted.data.expires_in === undefined ? lifeWithoutWordMs : granted.data.expires_in * 1000
    const until = needs.now().getTime() + Math.max(lifeMs - safetyMs, lifeMs / 2)
    return { value: granted.data.access_token, base, until }
  }
  if (Refused.safeParse(answer.json).success && answer.status < 500 && answer.status !== 429) throw new SignedOut()
  throw new Error(`the sign-in was not answered (status ${answer.status})`)
}

async function fetchJson(needs: SignInNeeds, url: string, form?: URLSearchParams) {
  const response = await needs.fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(needs.timeoutMs),
    headers: { accept: 'application/json' },
    ...(form && { method: 'POST', body: form }),
  })
  const text = await response.text()
  const date = Date.parse(response.headers.get('date') ?? '')
  return { status: response.status, json: jsonOf(text), ...(!Number.isNaN(date) && { date }) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A signed assertion, good for four minutes (SMART App Launch 2, Backend Services: at most five); `now` in ms. */
function assertionOf({ clientId, privateJwk }: PrivateRegistration, audience: string, now: number): string {
  const seconds = Math.floor(now / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = part({ alg: 'ES384', typ: 'JWT', kid: privateJwk.kid })
  const claims = { iss: clientId, sub: clientId, aud: audience, iat: seconds, exp: seconds + 240, jti: randomUUID() }
  const text = `${head}.${part(claims)}`
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' })
  const signature = sign('sha384', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}
