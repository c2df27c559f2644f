import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ClearTextRefused, openClinic, startServer, WrongKey } from '../../src-clinic/index.ts'
import { openTestClinic, speak } from './clinic-help.ts'

let peer: Awaited<ReturnType<typeof openTestClinic>>
beforeAll(async () => {
  peer = await openTestClinic({ limits: { jsonBytes: 100_000, binaryBytes: 300_000 } })
})
afterAll(async () => {
  await peer.close()
})

test('no token, a broken one, or one of another clinic: 401; too small a scope: 403', async () => {
  const url = `${peer.clinic.fhirBase}/Patient`
  const other = await openTestClinic()
  for (const headers of [
    {},
    { authorization: 'Bearer a.b.c' },
    { authorization: `Bearer ${other.bearer}` },
    { authorization: `Bearer ${peer.bearer}x` },
  ]) {
    const reply = await speak(url, { method: 'GET', headers: headers as Record<string, string> })
    expect(reply.status).toBe(401)
    expect(reply.body.resourceType).toBe('OperationOutcome')
    expect(reply.headers.get('www-authenticate')).toContain('Bearer')
  }
  await other.close()
  const narrow = { authorization: `Bearer ${await peer.token('system/Patient.rs')}` }
  const status = async (method: string, path: string, body?: object) =>
    (await speak(peer.clinic.fhirBase + path, { method, body, headers: narrow })).status
  expect(await status('GET', '/Patient')).toBe(200)
  expect(await status('POST', '/Patient', { resourceType: 'Patient' })).toBe(403)
  expect(await status('GET', '/Observation')).toBe(403)
  expect(await status('GET', '/_history')).toBe(403)
  expect(await status('GET', '/Patient?_revinclude=Observation:subject')).toBe(403)
  expect(await status('GET', '/Patient?_has:Observation:subject:code=x')).toBe(403)
  const entry = [{ request: { method: 'GET', url: 'Observation' } }]
  expect(await status('POST', '', { resourceType: 'Bundle', type: 'batch', entry })).toBe(403)
  expect((await speak(`${peer.clinic.origin}/admin/accounts`, { method: 'GET', headers: narrow })).status).toBe(403)
})

test('the clinic cannot be reached by any other address of this machine', async () => {
  const port = Number(new URL(peer.clinic.origin).port)
  const others = Object.values(networkInterfaces())
    .flat()
    .filter(address => address?.family === 'IPv4' && !address.internal)
  // Every 127.x.x.x is this machine too, so there is always an address that must not answer.
  for (const host of [...others.map(address => address?.address ?? ''), '127.0.0.2']) {
    const outcome = await new Promise<string>(resolve => {
      const attempt = request({ host, port, path: '/fhir/metadata', timeout: 2000 }, () => resolve('answered'))
      attempt.on('error', error => resolve('code' in error ? String(error.code) : 'error'))
      attempt.on('timeout', () => attempt.destroy())
      attempt.end()
    })
    expect([host, outcome]).not.toEqual([host, 'answered'])
  }
  const folder = await mkdtemp(join(tmpdir(), 'clinic-'))
  const listening = { host: '0.0.0.0', port: 0 }
  await expect(startServer({ dataFolder: folder, listening, log: () => undefined })).rejects.toThrow(ClearTextRefused)
  await rm(folder, { recursive: true })
})

test('a request that names another host is refused', async () => {
  const url = new URL(peer.clinic.origin)
  const answer = request({
    host: '127.0.0.1',
    port: url.port,
    path: '/fhir/metadata',
    headers: { host: 'evil.example' },
  })
  answer.end()
  const [response] = await once(answer, 'response')
  expect(response.statusCode).toBe(421)
  expect(response.headers['access-control-allow-origin']).toBeUndefined()
  response.resume()
})

test('locked, everything is 503 with an outcome; a wrong key does not open; a right one does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clinic-'))
  const key = randomBytes(32)
  const server = await startServer({ dataFolder: folder, log: () => undefined })
  const look = () => speak(`${server.origin}/fhir/metadata`, { method: 'GET', headers: {} })
  const locked = await look()
  expect([locked.status, locked.body.resourceType]).toEqual([503, 'OperationOutcome'])
  server.open(key, [])
  expect((await look()).status).toBe(200)
  await server.shut()
  expect((await look()).status).toBe(503)
  expect(() => server.open(randomBytes(32), [])).toThrow(WrongKey)
  expect((await look()).status).toBe(503)
  server.open(key, [])
  expect((await look()).status).toBe(200)
  await server.stop()
  await rm(folder, { recursive: true })
})

test('nothing of a patient lies in clear on the disk', async () => {
  const marker = 'Zwetschkenbaum'
  await peer.ask('POST /Patient', { resourceType: 'Patient', name: [{ family: marker }] })
  await peer.ask('POST /Binary', Buffer.from(marker.repeat(1000)), { 'content-type': 'text/plain' })
  await peer.ask(`GET /Patient?name=${marker}`)
  const files = await readdir(peer.dataFolder)
  expect(files).toContain('clinic.db-wal')
  for (const file of files) {
    const bytes = await readFile(join(peer.dataFolder, file))
    expect([file, bytes.includes(marker), bytes.includes(marker.toLowerCase())]).toEqual([file, false, false])
    if (file === 'clinic.db') expect(bytes.subarray(0, 15).toString()).not.toBe('SQLite format 3')
  }
})

test('hostile bodies are refused in words, and the clinic goes on', async () => {
  const post = async (body: string | Buffer, type = 'application/fhir+json') =>
    peer.ask('POST /Patient', body, { 'content-type': type })
  const deep = '['.repeat(20_000) + ']'.repeat(20_000)
  const cases: [string | Buffer, number][] = [
    ['', 400],
    ['{', 400],
    ['null', 400],
    ['[]', 400],
    ['"Patient"', 400],
    [`{"resourceType":"Patient","x":${deep}}`, 400],
    ['{"resourceType":"Patient","__proto__":{"polluted":true}}', 400],
    ['{"resourceType":"Patient","extension":[{"constructor":{"prototype":{}}}]}', 400],
    [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    [JSON.stringify({ resourceType: 'Patient', name: [{ family: 'x'.repeat(150_000) }] }), 413],
    [`{"resourceType":"Patient","id":"../../etc/passwd","name":null}`, 400],
    [`{"resourceType":"__proto__"}`, 400],
    [`{"resourceType":"constructor"}`, 400],
    ['{"resourceType":"Patient","name":[{"family":{"a":1}}]}', 400],
    ['{"resourceType":"Patient","birthDate":12}', 400],
  ]
  for (const [body, status] of cases) {
    const reply = await post(body)
    expect([String(body).slice(0, 60), reply.status]).toEqual([String(body).slice(0, 60), status])
    expect(reply.body.resourceType).toBe('OperationOutcome')
  }
  expect((await post('<Patient/>', 'application/fhir+xml')).status).toBe(415)
  expect((await peer.ask('POST /Binary', Buffer.alloc(300_001), { 'content-type': 'image/png' })).status).toBe(413)
  expect(
    (
      await peer.ask(
        'POST ',
        '{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"POST","url":"constructor"}}]}',
      )
    ).status,
  ).toBe(400)
  const { id } = (await peer.ask('POST /Patient', { resourceType: 'Patient' })).body
  for (const path of ['/__proto__/polluted', '/constructor/prototype/polluted', '/name/__proto__/polluted']) {
    const patch = await peer.ask(`PATCH /Patient/${id}`, [{ op: 'add', path, value: true }], {
      'content-type': 'application/json-patch+json',
    })
    expect([path, patch.status]).toEqual([path, 400])
  }
  expect((await peer.ask('GET /Patient/%2e%2e%2f')).status).toBe(404)
  expect((await peer.ask(`GET /Patient?name=${'x'.repeat(10_000)}`)).status).toBe(200)
  expect((await peer.ask("GET /Patient?name=');DROP TABLE resource;--&_sort=';--")).status).toBe(200)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect((await post('{"resourceType":"Patient"}')).status).toBe(201)
  expect(peer.complaints).toEqual([])
})

test('no JSON, whatever it says, is more than refused', async () => {
  const name = fc.constantFrom(
    'id',
    'meta',
    'name',
    'identifier',
    'gender',
    '_birthDate',
    'contained',
    'subject',
    'status',
    'code',
    'valueQuantity',
    'content',
    'extension',
    'url',
    'reference',
    'value',
  )
  const leaf = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.constantFrom('Patient', 'final', '2020', '#a'),
  )
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 5 }),
    ),
  }))
  const type = fc.constantFrom('Patient', 'Observation', 'DocumentReference', 'Encounter', 'Binary')
  const way = fc.constantFrom('POST /TYPE', 'POST /TYPE/$validate', 'PUT /TYPE/a', 'POST ')
  await fc.assert(
    fc.asyncProperty(type, way, fc.dictionary(name, tree, { maxKeys: 6 }), async (resourceType, request, body) => {
      const resource = { ...body, resourceType }
      const entry = [{ resource, request: { method: 'POST', url: resourceType } }]
      const sent = request === 'POST ' ? { resourceType: 'Bundle', type: 'batch', entry } : resource
      const reply = await peer.ask(request.replace('TYPE', resourceType), sent)
      expect(reply.status).toBeLessThan(500)
      expect(typeof reply.body.resourceType).toBe('string')
    }),
    { numRuns: 200 },
  )
  expect(peer.complaints).toEqual([])
})

test('a caller in too great a hurry is told when to come back', async () => {
  let now = 1_800_000_000_000
  const folder = await mkdtemp(join(tmpdir(), 'clinic-'))
  const limits = { fhir: { perSecond: 1, burst: 3 } }
  const clinic = await openClinic({
    dataFolder: folder,
    key: randomBytes(32),
    limits,
    clock: () => now,
    log: () => undefined,
  })
  const look = () => speak(`${clinic.fhirBase}/metadata`, { method: 'GET', headers: {} })
  const first = await Promise.all([look(), look(), look(), look()])
  expect(first.map(reply => reply.status).toSorted((a, b) => Number(a) - Number(b))).toEqual([200, 200, 200, 429])
  expect(first.find(reply => reply.status === 429)?.headers.get('retry-after')).toBe('1')
  now += 1000
  expect((await look()).status).toBe(200)
  await clinic.close()
  await rm(folder, { recursive: true })
})

test('change hints come after the commit, to who may read the type, and to nobody without a token', async () => {
  const url = `${peer.clinic.origin.replace('http', 'ws')}/ws`
  const refused = new WebSocket(url)
  const [error] = await once(refused, 'error')
  expect(String(error)).toContain('401')
  const browser = new WebSocket(url, {
    headers: { authorization: `Bearer ${peer.bearer}`, origin: 'http://127.0.0.1' },
  })
  expect(String((await once(browser, 'error'))[0])).toContain('403')

  const connect = async (token: string) => {
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } })
    const heard: { type: string; id: string; seq: number }[] = []
    socket.on('message', data => heard.push(JSON.parse((data as Buffer).toString('utf8'))))
    await once(socket, 'open')
    return { socket, heard }
  }
  const all = await connect(peer.bearer)
  const some = await connect(await peer.token('system/Task.rs'))
  const made = await peer.ask('POST /Patient', { resourceType: 'Patient' })
  await peer.ask('POST /Patient', { resourceType: 'Patient', gender: 'x' })
  await peer.ask('POST /Task', { resourceType: 'Task', status: 'draft', intent: 'order' })
  while (all.heard.length < 2 || some.heard.length < 1) await once(all.socket, 'message')
  expect(all.heard.map(hint => hint.type)).toEqual(['Patient', 'Task'])
  expect(all.heard[0]).toEqual({ type: 'Patient', id: made.body.id, seq: expect.any(Number) })
  expect(all.heard[1]?.seq).toBe((all.heard[0]?.seq ?? 0) + 1)
  expect(some.heard.map(hint => hint.type)).toEqual(['Task'])
  for (const { socket } of [all, some]) {
    socket.close()
    await once(socket, 'close')
  }
})

test('the access log says who read what, and holds no search text', async () => {
  await peer.ask('GET /Patient?name=Geheimnis')
  await peer.ask('GET /Patient/nobody')
  const entry = [
    { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } },
    { request: { method: 'GET', url: 'Patient/nobody' } },
  ]
  const batch = await peer.ask('POST ', { resourceType: 'Bundle', type: 'batch', entry })
  const log = await speak(`${peer.clinic.origin}/admin/access-log`, {
    method: 'GET',
    headers: { authorization: `Bearer ${peer.bearer}` },
  })
  const last = log.body.rows.slice(-4)
  expect(last).toMatchObject([
    { client: 'test-workstation', interaction: 'search', type: 'Patient', id: '', status: 200 },
    { client: 'test-workstation', interaction: 'read', type: 'Patient', id: 'nobody', status: 404 },
    { interaction: 'create', type: 'Patient', id: batch.body.entry[0]?.resource.id, status: 201 },
    { interaction: 'read', type: 'Patient', id: 'nobody', status: 404 },
  ])
  expect(JSON.stringify(log.body)).not.toContain('Geheimnis')
})
