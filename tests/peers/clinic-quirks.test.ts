import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestClinic, speak } from './clinic-help.ts'
import { openQuirkServer } from './quirks.ts'

// The quirk server is a tool of other tests; here it is shown that each switch does what it says.

let peer: Awaited<ReturnType<typeof openTestClinic>>
let server: Awaited<ReturnType<typeof openQuirkServer>>
beforeAll(async () => {
  peer = await openTestClinic()
  server = await openQuirkServer(peer.clinic.origin, {})
})
afterAll(async () => {
  await server.close()
  await peer.close()
})

const ask = (request: string, body?: unknown, headers: Record<string, string> = {}) => {
  const at = request.indexOf(' ')
  const url = `${server.origin}/fhir${request.slice(at + 1)}`
  return speak(url, {
    method: request.slice(0, at),
    body,
    headers: { authorization: `Bearer ${peer.bearer}`, ...headers },
  })
}
const make = async () => (await ask('POST /Patient', { resourceType: 'Patient', active: true })).body

test('without quirks it is the clinic, and links lead back through it', async () => {
  server.set({})
  const made = await make()
  expect((await ask(`GET /Patient/${made.id}`)).body).toEqual(made)
  await make()
  expect((await ask('GET /Patient?_count=1')).body.link.every(link => link.url.startsWith(server.origin))).toBe(true)
})

test('noUpdateCreate', async () => {
  server.set({ noUpdateCreate: true })
  const id = randomUUID()
  expect((await ask(`PUT /Patient/${id}`, { resourceType: 'Patient', id })).status).toBe(404)
  const made = await make()
  expect((await ask(`PUT /Patient/${made.id}`, made)).status).toBe(200)
})

test('nonAtomicTx', async () => {
  server.set({ nonAtomicTx: true })
  const post = (resource: object) => ({ resource, request: { method: 'POST', url: 'Patient' } })
  const value = randomUUID()
  const entry = [
    post({ resourceType: 'Patient', identifier: [{ value }] }),
    post({ resourceType: 'Patient', gender: 'x' }),
  ]
  const reply = await ask('POST ', { resourceType: 'Bundle', type: 'transaction', entry })
  expect([reply.status, reply.body['type'], reply.body.entry.map(one => one.response.status)]).toEqual([
    200,
    'transaction-response',
    ['201', '400'],
  ])
  expect((await ask(`GET /Patient?identifier=${value}`)).body.total).toBe(1)
})

test('ignoreIfMatchOnPatch, putResurrects and noopKeepsVersion', async () => {
  server.set({ ignoreIfMatchOnPatch: true, putResurrects: true, noopKeepsVersion: true })
  const made = await make()
  const patch = [{ op: 'replace', path: '/active', value: false }]
  const headers = { 'content-type': 'application/json-patch+json', 'if-match': 'W/"9"' }
  expect((await ask(`PATCH /Patient/${made.id}`, patch, headers)).status).toBe(200)
  const same = await ask(`PUT /Patient/${made.id}`, { ...made, active: false })
  expect([same.status, same.body.meta.versionId]).toEqual([200, '2'])
  await ask(`DELETE /Patient/${made.id}`)
  expect((await ask(`PUT /Patient/${made.id}`, made, { 'if-match': 'W/"2"' })).status).toBe(200)
})

test('noTypeHistory, strictUnknownParam, 400 for too large, 429 without Retry-After, pages for errors', async () => {
  server.set({ noTypeHistory: true, strictUnknownParam: true, badRequestForTooLarge: 1000 })
  expect([(await ask('GET /_history')).status, (await ask('GET /Patient/_history')).status]).toEqual([400, 404])
  expect((await ask('GET /Patient?nonsense=1')).status).toBe(400)
  expect((await ask('POST /Patient', { resourceType: 'Patient', name: [{ text: 'x'.repeat(1000) }] })).status).toBe(400)
  server.set({ tooManyWithoutRetryAfter: 2 })
  const replies = [await ask('GET /metadata'), await ask('GET /metadata'), await ask('GET /metadata')]
  const refused = replies.filter(reply => reply.status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]?.headers.has('retry-after')).toBe(false)
  server.set({ htmlErrors: true })
  const page = await ask('GET /Patient/nobody')
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html'])
})
