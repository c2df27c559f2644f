import { createHash, randomBytes } from 'node:crypto'
import * as oidc from 'openid-client'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askToken, assertionFor, openTestClinic, speak, workstationId, workstationKeys } from './clinic-help.ts'

let peer: Awaited<ReturnType<typeof openTestClinic>>
// Begins in the past: tokens are dated by the real clock and must not be out of date by this one.
let now = Date.now() - 240_000
let secret = ''
const person = {
  login: 'dr.maier',
  name: 'Dr. Maier',
  password: 'a long enough password',
  fhirUser: 'Practitioner/maier',
}

// The clock runs ahead in here, so each call brings a token of its own.
const admin = async (request: string, body?: object, given?: string) => {
  const [method = '', path = ''] = request.split(' ')
  const token = given ?? (await peer.token())
  return speak(`${peer.clinic.origin}/admin/${path}`, { method, body, headers: { authorization: `Bearer ${token}` } })
}

beforeAll(async () => {
  peer = await openTestClinic({ clock: () => now })
  const added = await admin('POST accounts', person)
  expect(added.status).toBe(201)
  secret = new URL(String(added.body['totpUri'])).searchParams.get('secret') ?? ''
})
afterAll(async () => {
  await peer.close()
})

/** A code of the step after the last one used, so that every sign-in has its own. */
const nextCode = () => {
  now += 30_000
  return generateSync({ secret, epoch: Math.floor(now / 1000) })
}

const discover = async (redirect: string) => {
  const config = await oidc.discovery(new URL(peer.clinic.issuer), 'cutis-workstation', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  })
  return { config, redirect }
}

/** What a browser does: follows redirects, keeps cookies. */
const openBrowser = () => {
  const jar = new Map<string, string>()
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
}

const signIn = async (fields: { login: string; password: string; code: string }, port: number) => {
  const { config, redirect } = await discover(`http://127.0.0.1:${port}/callback`)
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const start = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'openid fhirUser offline_access user/*.cruds',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    resource: peer.clinic.fhirBase,
    state,
    nonce,
  })
  const browse = openBrowser()
  const first = await browse(start.href)
  const page = new URL(first.headers.get('location') ?? '', peer.clinic.origin)
  const form = await browse(page.href)
  expect(await form.text()).toContain('Sign in to the clinic')
  expect(form.headers.get('content-security-policy')).toContain("default-src 'none'")
  let reply = await browse(page.href, { method: 'POST', body: new URLSearchParams(fields) })
  while (reply.status === 303 || reply.status === 302) {
    const next = new URL(reply.headers.get('location') ?? '', peer.clinic.origin)
    if (next.href.startsWith(redirect)) {
      const tokens = await oidc.authorizationCodeGrant(config, next, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      return { tokens, config, status: 303 }
    }
    reply = await browse(next.href)
  }
  return { status: reply.status, config, tokens: undefined }
}

test('the metadata of SMART and of OpenID agree', async () => {
  for (const path of ['/fhir/.well-known/smart-configuration', '/.well-known/smart-configuration']) {
    const smart = await speak(peer.clinic.origin + path, { method: 'GET', headers: {} })
    const open = await speak(`${peer.clinic.issuer}/.well-known/openid-configuration`, { method: 'GET', headers: {} })
    for (const name of ['issuer', 'token_endpoint', 'authorization_endpoint', 'jwks_uri', 'revocation_endpoint']) {
      expect([name, smart.body[name]]).toEqual([name, open.body[name]])
    }
    expect(smart.body.code_challenge_methods_supported).toEqual(['S256'])
  }
})

test('a person signs in with password and code, on a port chosen at random, and reads FHIR under her own name', async () => {
  const { tokens } = await signIn({ ...person, code: nextCode() }, 40_123)
  expect(tokens?.claims()).toMatchObject({ iss: peer.clinic.issuer })
  expect(tokens?.scope).toContain('user/*.cruds')
  const headers = { authorization: `Bearer ${tokens?.access_token}` }
  const made = await speak(`${peer.clinic.fhirBase}/Patient`, {
    method: 'POST',
    body: { resourceType: 'Patient' },
    headers,
  })
  expect(made.status).toBe(201)
  expect((await admin('GET accounts', undefined, tokens?.access_token)).status).toBe(403)
  const log = (await admin('GET access-log')).body.rows.at(-1)
  const account = (await admin('GET accounts')).body.accounts[0]
  expect(log).toMatchObject({
    client: 'cutis-workstation',
    account: account?.id,
    interaction: 'create',
    id: made.body.id,
  })
  expect(account).toEqual({
    id: account?.id,
    login: person.login,
    name: person.name,
    fhirUser: person.fhirUser,
    disabled: false,
  })
})

test('a refresh token works once; used again it ends the whole family', async () => {
  const { tokens, config } = await signIn({ ...person, code: nextCode() }, 40_124)
  const old = tokens?.refresh_token ?? ''
  const second = await oidc.refreshTokenGrant(config, old)
  expect(second.refresh_token).not.toBe(old)
  await expect(oidc.refreshTokenGrant(config, old)).rejects.toMatchObject({ error: 'invalid_grant' })
  await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('a wrong password, a wrong code and a code used before do not sign in', async () => {
  const code = nextCode()
  expect((await signIn({ ...person, password: 'wrong', code }, 40_125)).status).toBe(401)
  expect((await signIn({ ...person, code: '000000' }, 40_125)).status).toBe(401)
  expect((await signIn({ ...person, login: 'nobody', code }, 40_125)).status).toBe(401)
  expect((await signIn({ ...person, code }, 40_125)).tokens).toBeDefined()
  expect((await signIn({ ...person, code }, 40_125)).status).toBe(401)
})

test('after many mistakes even the right answer waits', async () => {
  for (let mistake = 0; mistake < 5; mistake += 1) {
    expect((await signIn({ ...person, password: 'wrong', code: '123456' }, 40_126)).status).toBe(401)
  }
  expect(
    (await signIn({ ...person, code: generateSync({ secret, epoch: Math.floor(now / 1000) + 30 }) }, 40_126)).status,
  ).toBe(401)
  now += 30_000
  expect((await signIn({ ...person, code: nextCode() }, 40_126)).tokens).toBeDefined()
})

test('authorization without PKCE, or to an address not registered, is refused', async () => {
  const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url')
  const ask = (extra: Record<string, string>) => {
    const params = { client_id: 'cutis-workstation', response_type: 'code', scope: 'openid', ...extra }
    return fetch(`${peer.clinic.issuer}/auth?${new URLSearchParams(params)}`, { redirect: 'manual' })
  }
  const without = await ask({ redirect_uri: 'http://127.0.0.1:5000/callback' })
  expect(without.headers.get('location')).toContain('error=invalid_request')
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  expect((await ask({ ...pkce, redirect_uri: 'http://evil.example/callback' })).status).toBe(400)
  expect((await ask({ ...pkce, redirect_uri: 'http://127.0.0.1:5000/other' })).status).toBe(400)
})

test('a system signs in by its own key only, and each assertion counts once', async () => {
  const { tokenUrl } = peer.clinic
  const seconds = Math.floor(Date.now() / 1000)
  const good = assertionFor(tokenUrl, peer.privateKey)
  expect((await askToken(tokenUrl, good, 'system/*.cruds')).status).toBe(200)
  expect((await askToken(tokenUrl, good, 'system/*.cruds')).status).toBe(401)
  const bad = [
    assertionFor(tokenUrl, workstationKeys().privateKey),
    assertionFor(tokenUrl, peer.privateKey, { aud: 'https://elsewhere.example/token' }),
    assertionFor(tokenUrl, peer.privateKey, { exp: seconds - 60 }),
    assertionFor(tokenUrl, peer.privateKey, { iss: 'someone', sub: 'someone' }),
  ]
  for (const assertion of bad) expect((await askToken(tokenUrl, assertion, 'system/*.cruds')).status).toBe(401)
  const wide = await askToken(tokenUrl, assertionFor(tokenUrl, peer.privateKey), 'user/*.cruds system/Patient.rs')
  expect(await wide.json()).toMatchObject({ scope: 'system/Patient.rs' })
  expect(workstationId).toBe('test-workstation')
})

test('address, keys, accounts and sign-ins outlive a restart', async () => {
  const { tokens, config } = await signIn({ ...person, code: nextCode() }, 40_127)
  const { origin } = peer.clinic
  const keys = () => speak(`${peer.clinic.issuer}/jwks`, { method: 'GET', headers: {} })
  const before = await keys()
  await peer.restart()
  expect(peer.clinic.origin).toBe(origin)
  expect((await keys()).body).toEqual(before.body)
  const fresh = await oidc.refreshTokenGrant(config, tokens?.refresh_token ?? '')
  const headers = { authorization: `Bearer ${fresh.access_token}` }
  expect((await speak(`${peer.clinic.fhirBase}/Patient`, { method: 'GET', headers })).status).toBe(200)
})

test('a disabled account cannot sign in, and its token is worth nothing at once', async () => {
  const id = (await admin('GET accounts')).body.accounts[0]?.id
  expect((await admin('POST accounts', person)).status).toBe(409)
  expect((await admin('POST accounts', { ...person, login: 'x2', password: 'short' })).status).toBe(400)
  const { tokens } = await signIn({ ...person, code: nextCode() }, 40_129)
  const headers = { authorization: `Bearer ${tokens?.access_token}` }
  const read = async () => (await speak(`${peer.clinic.fhirBase}/Patient`, { method: 'GET', headers })).status
  expect(await read()).toBe(200)
  expect((await admin(`DELETE accounts/${id}`)).status).toBe(204)
  expect(await read()).toBe(401)
  expect((await signIn({ ...person, code: nextCode() }, 40_128)).status).toBe(401)
})
