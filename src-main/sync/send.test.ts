import { createHash, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeClinic, type Mischief, openFakeClinic, refusal } from './rig/fake-clinic.ts'
import { observationOf, openRigVault, openStation, patientOf, type RigVault, type Station } from './rig/open.ts'

let rig: RigVault
let clinic: FakeClinic
let station: Station

beforeAll(async () => {
  rig = await openRigVault()
})
afterAll(() => rig.close())
beforeEach(async () => {
  clinic = await openFakeClinic()
  station = await openStation({ clinic: clinic.origin, rig })
})
afterEach(async () => {
  await station.close()
  clinic.close()
})

const state = () => station.sync.service.state({} as never, station.asking)
const items = () => station.sync.service.items({} as never, station.asking)
const outbox = () => station.look.outbox()
const sent = () => station.until('sent', async () => (await outbox()).length === 0)
const patients = () => clinic.of('Patient')
const isWrite =
  (type: string, ...methods: string[]) =>
  (one: { method: string; path: string }) =>
    methods.includes(one.method) && one.path.split(/[/?]/)[0] === type

/** The usual, except for the first `times` requests that `which` picks. */
const first = (times: number, which: (one: { method: string; path: string }) => boolean, what: Mischief): Mischief => {
  let left = times
  return (heard, usual) => (which(heard) && left-- > 0 ? what(heard, usual) : undefined)
}
/** The clinic acts, and nobody hears of it. */
const ackLost: Mischief = (_, usual) => (usual(), 'lose')

const ways: [string, Mischief][] = [
  ['never arrives', () => 'lose'],
  ['ack-lost', ackLost],
  ['truncated-2xx', () => 'halve'],
  [
    'truncated-2xx that says it is whole',
    (_, usual) => ({ ...usual(), body: JSON.stringify(usual().body).slice(0, 40) }),
  ],
  ['503-HTML', () => ({ status: 503, body: '<html>down</html>', headers: { 'content-type': 'text/html' } })],
  [
    '503 after it acted',
    (_, usual) => (usual(), { status: 503, body: '<html>', headers: { 'content-type': 'text/html' } }),
  ],
  ['redirect-to-login-page', () => ({ status: 302, headers: { location: 'http://portal.example/login' } })],
  [
    'a portal that says 200',
    () => ({ status: 200, body: '<html>Welcome</html>', headers: { 'content-type': 'text/html' } }),
  ],
  ['429-without-Retry-After', () => ({ status: 429, body: 'slow down', headers: { 'content-type': 'text/plain' } })],
]

test.each(ways)('create: %s', async (_, what) => {
  const id = randomUUID()
  clinic.misbehave(first(2, isWrite('Patient', 'POST'), what))
  await station.put(patientOf(id, 'Once'))
  station.sync.start()
  await sent()
  expect(patients()).toHaveLength(1)
  expect((await station.look.record('Patient', id))?.serverId).toBe(
    clinic.versions.find(one => one.type === 'Patient')?.id,
  )
})

test.each(ways)('update: %s', async (_, what) => {
  const id = randomUUID()
  await station.put(patientOf(id, 'Twice'))
  station.sync.start()
  await sent()
  clinic.misbehave(first(2, isWrite('Patient', 'PUT'), what))
  await station.put(patientOf(id, 'Twice', { gender: 'male' }))
  await sent()
  expect(patients()).toMatchObject([{ gender: 'male' }])
  // Once made and once changed: a lost answer is found out by reading, not by writing again.
  expect(clinic.versions.filter(one => one.type === 'Patient')).toHaveLength(2)
})

test('an edit made while the answer is on its way is sent after it, and nothing in between is lost', async () => {
  const id = randomUUID()
  clinic.misbehave(
    first(1, isWrite('Patient', 'POST'), async (_, usual) => {
      const said = usual()
      await station.put(patientOf(id, 'Between', { gender: 'male' }))
      return said
    }),
  )
  await station.put(patientOf(id, 'Between'))
  station.sync.start()
  await sent()
  expect(patients()).toMatchObject([{ gender: 'male' }])
})

test('ack-lost-binary: the image that is shown is whole, whatever was left behind', async () => {
  const patientId = randomUUID()
  const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => index % 251)
  clinic.misbehave(first(1, isWrite('Binary', 'POST'), ackLost))
  await station.put(patientOf(patientId, 'Image'))
  const { mediaId } = await station.keepImage(bytes, patientId)
  station.sync.start()
  await sent()
  const [media] = clinic.of('Media') as { content: { url: string; hash: string } }[]
  const binary = clinic.now('Binary', media?.content.url.split('/')[1] ?? '')
  expect(
    createHash('sha1')
      .update(binary?.bytes ?? '')
      .digest('base64'),
  ).toBe(media?.content.hash)
  expect(JSON.parse((await station.look.record('Media', mediaId))?.body ?? '').content.url).toMatch(
    /^Binary\/[0-9a-f-]{36}$/,
  )
})

test('bytes that the clinic kept wrongly are sent again', async () => {
  const patientId = randomUUID()
  clinic.misbehave(
    first(
      1,
      one => one.method === 'GET' && one.path.startsWith('Binary/'),
      () => ({ status: 200, body: 'other bytes' }),
    ),
  )
  await station.put(patientOf(patientId, 'Damaged'))
  await station.keepImage(new Uint8Array(1000).fill(3), patientId)
  station.sync.start()
  await sent()
  expect(clinic.of('Media')).toHaveLength(1)
  expect(clinic.heard.filter(isWrite('Binary', 'POST')).length).toBe(2)
})

test.each([
  [400, 'structure'],
  [422, 'poison'],
  [403, 'revoked'],
])(
  '%i: the row is shown with its words, dependents wait, the others proceed, an edit passes it',
  async (status, words) => {
    const [bad, good, child] = [randomUUID(), randomUUID(), randomUUID()]
    clinic.misbehave(heard =>
      heard.method === 'POST' && heard.body.includes('"Poison"') ? refusal(status, words) : undefined,
    )
    await station.put(patientOf(bad, 'Poison'), observationOf(child, bad, 'waits'), patientOf(good, 'Good'))
    station.sync.start()
    await station.until('refused', async () => (await state()).failed === 1 && patients().length === 1)
    expect(await items()).toMatchObject([
      { state: 'failed', recordId: bad, label: 'Patient details', trouble: expect.stringContaining(words) as string },
      { state: 'waiting-for-another', recordId: child },
    ])
    const tries = clinic.heard.filter(isWrite('Patient', 'POST')).length
    await station.put(patientOf(bad, 'Mended'))
    await sent()
    expect(patients()).toHaveLength(2)
    expect(clinic.of('Observation')).toHaveLength(1)
    expect(clinic.heard.filter(isWrite('Patient', 'POST')).length).toBe(tries + 1)
  },
)

test('413 from a gateway is final, though it comes as a page; retry tries again', async () => {
  clinic.misbehave(
    first(1, isWrite('Patient', 'POST'), () => ({
      status: 413,
      body: '<html>',
      headers: { 'content-type': 'text/html' },
    })),
  )
  await station.put(patientOf(randomUUID(), 'Large'))
  station.sync.start()
  await station.until('refused', async () => (await state()).failed === 1)
  expect((await state()).trouble).toMatch(/larger/)
  await station.sync.service.retry({}, station.asking)
  await sent()
})

test('401-mid-backlog: a new token once, and nothing is lost', async () => {
  await station.put(...Array.from({ length: 12 }, (_, index) => patientOf(randomUUID(), `P${index}`)))
  clinic.misbehave(first(1, isWrite('Patient', 'POST'), () => ({ status: 401 })))
  station.sync.start()
  await sent()
  expect(patients()).toHaveLength(12)
  expect(clinic.heard.filter(one => one.path === 'token')).toHaveLength(2)
})

test('refused for good: the queue rests and says so, and goes on once it is let in', async () => {
  clinic.misbehave(heard => (heard.path === 'token' ? { status: 401, body: { error: 'invalid_client' } } : undefined))
  await station.put(patientOf(randomUUID(), 'Outside'))
  station.sync.start()
  await station.until('refused', async () => (await state()).link === 'refused')
  expect((await state()).trouble).toMatch(/does not let this workstation in/)
  clinic.behave()
  await station.sync.service.retry({}, station.asking)
  await sent()
})

test('many rows at once ask for one token', async () => {
  await station.put(...Array.from({ length: 8 }, (_, index) => patientOf(randomUUID(), `P${index}`)))
  station.sync.start()
  await sent()
  expect(clinic.heard.filter(one => one.path === 'token')).toHaveLength(1)
})

test.each<[string, Record<string, string>]>([
  ['429-with-Retry-After', { 'retry-after': '1' }],
  ['RateLimit t', { ratelimit: '"x";r=0;t=1' }],
])('%s: the whole queue waits as long as it is asked to', async (_, headers) => {
  let saidAt = 0
  clinic.misbehave(
    first(1, isWrite('Patient', 'POST'), () => {
      saidAt = Date.now()
      return { ...refusal(429, 'slow down'), headers }
    }),
  )
  await station.put(patientOf(randomUUID(), 'Slow'), patientOf(randomUUID(), 'Slower'))
  station.sync.start()
  await station.until('told to wait', async () => (await state()).nextTryAt !== undefined)
  await sent()
  // Those already on the wire may still arrive; everything after that waits.
  const [next] = clinic.heard.filter(one => isWrite('Patient', 'POST', 'GET')(one) && one.at > saidAt + 200)
  expect((next?.at ?? 0) - saidAt).toBeGreaterThanOrEqual(900)
})

test('big images do not delay a note', async () => {
  const patientId = randomUUID()
  const release = Promise.withResolvers<void>()
  clinic.misbehave(async heard => {
    if (isWrite('Binary', 'POST')(heard)) await release.promise
    return undefined
  })
  await station.put(patientOf(patientId, 'Images'))
  await station.keepImage(new Uint8Array(100_000), patientId)
  station.sync.start()
  await station.until('uploading', async () => clinic.heard.some(isWrite('Binary', 'POST')))
  await station.put(observationOf(randomUUID(), patientId, 'a note'))
  await station.until('sent past the image', async () => clinic.of('Observation').length === 1)
  expect(clinic.of('Media')).toHaveLength(0)
  release.resolve()
  await sent()
})

test('network away and back: the state says so, and nothing is lost', async () => {
  await station.put(patientOf(randomUUID(), 'Before'))
  station.sync.start()
  await sent()
  clinic.misbehave(() => 'lose')
  await station.put(...Array.from({ length: 6 }, (_, index) => patientOf(randomUUID(), `Away${index}`)))
  await station.until('offline', async () => (await state()).link === 'offline')
  clinic.behave()
  await sent()
  await station.until('online', async () => (await state()).link === 'online')
  expect(patients()).toHaveLength(7)
})
