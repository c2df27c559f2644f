import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Body, type Given, lid, openTestClinic, type Reply } from './clinic-help.ts'

let peer: Awaited<ReturnType<typeof openTestClinic>>
beforeAll(async () => {
  peer = await openTestClinic()
})
afterAll(async () => {
  await peer.close()
})

const make = async (resource: Given): Promise<Body> => {
  const reply = await peer.ask(`POST /${resource.resourceType}`, resource)
  expect(reply.status).toBe(201)
  return reply.body
}
const isOutcome = (reply: Reply) => expect(reply.body).toMatchObject({ resourceType: 'OperationOutcome' })

test('a resource is created, read, read by version, updated, patched, deleted, and then gone', async () => {
  const first = await peer.ask('POST /Patient', { resourceType: 'Patient', name: [{ family: 'Ä' }], x: undefined })
  expect(first.status).toBe(201)
  const { id } = first.body
  expect(first.headers.get('location')).toBe(`${peer.clinic.fhirBase}/Patient/${id}/_history/1`)
  expect(first.headers.get('etag')).toBe('W/"1"')
  expect(first.headers.get('last-modified')).not.toBeNull()

  const put = await peer.ask(`PUT /Patient/${id}`, { ...first.body, active: true }, { 'if-match': 'W/"1"' })
  expect([put.status, put.body.meta.versionId]).toEqual([200, '2'])
  const patch = await peer.ask(`PATCH /Patient/${id}`, [{ op: 'replace', path: '/active', value: false }], {
    'content-type': 'application/json-patch+json',
  })
  expect([patch.status, patch.body.active, patch.headers.get('etag')]).toEqual([200, false, 'W/"3"'])

  expect((await peer.ask(`GET /Patient/${id}/_history/1`)).body).toEqual(first.body)
  expect((await peer.ask(`GET /Patient/${id}`, undefined, { 'if-none-match': 'W/"3"' })).status).toBe(304)
  expect((await peer.ask(`DELETE /Patient/${id}`)).status).toBe(204)
  const gone = await peer.ask(`GET /Patient/${id}`)
  expect(gone.status).toBe(410)
  isOutcome(gone)
  expect((await peer.ask(`GET /Patient/${id}/_history/4`)).status).toBe(410)
  const history = await peer.ask(`GET /Patient/${id}/_history`)
  expect(history.body.entry.map(entry => entry.request.method)).toEqual(['DELETE', 'PATCH', 'PUT', 'POST'])
  expect((await peer.ask(`PUT /Patient/${id}`, first.body, { 'if-match': 'W/"3"' })).status).toBe(410)
})

test('a put to an id that never was creates it and says so', async () => {
  const id = randomUUID()
  const reply = await peer.ask(`PUT /Patient/${id}`, { resourceType: 'Patient', id })
  expect(reply.status).toBe(201)
  expect((await peer.ask('PUT /Patient/a_b', { resourceType: 'Patient', id: 'a_b' })).status).toBe(404)
})

test('eight creates with the same If-None-Exist store one', async () => {
  const value = randomUUID()
  const resource = { resourceType: 'Patient', identifier: lid(value) }
  const condition = { 'if-none-exist': `identifier=urn:cutis:lid|${value}` }
  const replies = await Promise.all(Array.from({ length: 8 }, () => peer.ask('POST /Patient', resource, condition)))
  expect(replies.map(reply => reply.status).toSorted((a, b) => Number(a) - Number(b))).toEqual([
    200, 200, 200, 200, 200, 200, 200, 201,
  ])
  expect(new Set(replies.map(reply => reply.body.id)).size).toBe(1)
  expect((await peer.ask(`GET /Patient?identifier=urn:cutis:lid|${value}`)).body.total).toBe(1)
})

test('a condition that means nothing is refused, never taken for "any"', async () => {
  const resource = { resourceType: 'Patient' }
  for (const condition of ['nonsense=1', '_count=1', ' ']) {
    const reply = await peer.ask('POST /Patient', resource, { 'if-none-exist': condition })
    expect([condition, reply.status]).toEqual([condition, 400])
  }
  const only = await make({
    resourceType: 'Flag',
    status: 'active',
    code: { text: 'x' },
    subject: { reference: 'Patient/x' },
  } as never)
  for (const method of ['DELETE', 'PUT', 'PATCH']) {
    const body = {
      PUT: { ...only, status: 'inactive' },
      PATCH: [{ op: 'replace', path: '/status', value: 'inactive' }],
    }[method]
    expect([method, (await peer.ask(`${method} /Flag?_count=2`, body)).status]).toEqual([method, 400])
    const entry = [{ request: { method, url: 'Flag' }, ...(body !== undefined && { resource: body }) }]
    expect((await peer.ask('POST ', { resourceType: 'Bundle', type: 'batch', entry })).status).toBe(400)
  }
  expect((await peer.ask(`GET /Flag/${only.id}`)).body).toEqual(only)
  expect((await peer.ask(`DELETE /Flag?_id=${only.id}`)).status).toBe(204)
  expect((await peer.ask(`GET /Flag/${only.id}`)).status).toBe(410)
})

test('of four updates of one version exactly one is taken, by put and by patch', async () => {
  for (const method of ['PUT', 'PATCH']) {
    const { id } = await make({ resourceType: 'Patient' })
    const body = (birthDate: string) =>
      method === 'PUT'
        ? { resourceType: 'Patient', id, birthDate }
        : [{ op: 'add', path: '/birthDate', value: birthDate }]
    const replies = await Promise.all(
      ['1981', '1982', '1983', '1984'].map(year =>
        peer.ask(`${method} /Patient/${id}`, body(year), {
          'if-match': 'W/"1"',
          'content-type': method === 'PUT' ? 'application/fhir+json' : 'application/json-patch+json',
        }),
      ),
    )
    expect(replies.map(reply => reply.status).toSorted((a, b) => Number(a) - Number(b))).toEqual([200, 412, 412, 412])
    for (const reply of replies) if (reply.status === 412) isOutcome(reply)
  }
})

test('an If-Match that cannot be read is refused, not ignored', async () => {
  const { id } = await make({ resourceType: 'Patient' })
  const reply = await peer.ask(`PUT /Patient/${id}`, { resourceType: 'Patient', id }, { 'if-match': '1' })
  expect(reply.status).toBe(400)
})

test('what is no valid resource is refused with the place named', async () => {
  const bad: [Given, string][] = [
    [{ resourceType: 'Observation', status: 'final' }, 'Observation.code'],
    [{ resourceType: 'Observation', status: 'bogus', code: { text: 'x' } }, 'Observation.status'],
    [{ resourceType: 'Patient', gender: 'x' }, 'Patient.gender'],
    [{ resourceType: 'Patient', name: [{ use: 'x' }] }, 'Patient.name[0].use'],
    [{ resourceType: 'Patient', birthDate: 'yesterday' }, 'Patient.birthDate'],
    [{ resourceType: 'Patient', wrong: 1 }, 'Patient.wrong'],
    [{ resourceType: 'Task', status: 'done', intent: 'order' }, 'Task.status'],
    [{ resourceType: 'DocumentReference', status: 'current', content: [] }, 'DocumentReference.content'],
    [
      { resourceType: 'Observation', status: 'final', code: { text: 'x' }, valueQuantity: { comparator: '=' } },
      'Observation.valueQuantity.comparator',
    ],
  ]
  for (const [resource, place] of bad) {
    const reply = await peer.ask(`POST /${resource.resourceType}`, resource)
    expect(reply.status).toBe(400)
    isOutcome(reply)
    expect(JSON.stringify(reply.body.issue)).toContain(place)
    const checked = await peer.ask(`POST /${resource.resourceType}/$validate`, resource)
    expect(checked.status).toBe(200)
    expect(JSON.stringify(checked.body.issue)).toContain(place)
  }
  expect((await peer.ask('POST /Patient', { resourceType: 'Observation' })).status).toBe(400)
  expect((await peer.ask('POST /StructureDefinition', { resourceType: 'StructureDefinition' })).status).toBe(404)
})

test('a transaction with one bad entry leaves nothing behind', async () => {
  const before = (await peer.ask('GET /_history?_count=1')).body.entry[0]?.resource.meta
  const value = randomUUID()
  const entry = (resource: object, request: object, fullUrl?: string) => ({ resource, request, fullUrl })
  const reply = await peer.ask('POST ', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      entry({ resourceType: 'Patient', identifier: lid(value) }, { method: 'POST', url: 'Patient' }),
      entry({ resourceType: 'Patient', gender: 'x' }, { method: 'POST', url: 'Patient' }),
    ],
  })
  expect(reply.status).toBe(400)
  expect(reply.body.issue[0]?.expression).toEqual(['Patient.gender'])
  expect((await peer.ask(`GET /Patient?identifier=${value}`)).body.total).toBe(0)
  expect((await peer.ask('GET /_history?_count=1')).body.entry[0]?.resource.meta).toEqual(before)
})

test('a transaction resolves its own references, and sent twice with conditions it is stored once', async () => {
  const [patient, note] = [randomUUID(), randomUUID()]
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: `urn:uuid:${note}`,
        resource: {
          resourceType: 'Observation',
          status: 'final',
          identifier: lid(note),
          code: { text: 'x' },
          subject: { reference: `urn:uuid:${patient}` },
        },
        request: { method: 'POST', url: 'Observation', ifNoneExist: `identifier=urn:cutis:lid|${note}` },
      },
      ...Array.from({ length: 20 }, () => randomUUID())
        .concat(patient)
        .map(id => ({
          fullUrl: `urn:uuid:${id}`,
          resource: { resourceType: 'Patient', identifier: lid(id) },
          request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:cutis:lid|${id}` },
        })),
    ],
  }
  const replies = await Promise.all([1, 2, 3].map(() => peer.ask('POST ', bundle)))
  expect(replies.map(reply => reply.status)).toEqual([200, 200, 200])
  const found = await peer.ask(`GET /Observation?subject:Patient.identifier=${patient}`)
  expect(found.body.total).toBe(1)
  const first = replies[0]?.body.entry[0]?.response
  expect(first).toMatchObject({ status: '201', etag: 'W/"1"' })
  expect(first?.location).toMatch(/^Observation\/.+\/_history\/1$/)
})

test('in a batch each entry stands alone', async () => {
  const reply = await peer.ask('POST ', {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [
      { resource: { resourceType: 'Patient', gender: 'x' }, request: { method: 'POST', url: 'Patient' } },
      { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } },
      { request: { method: 'GET', url: 'Patient?_count=1' } },
      { request: { method: 'DELETE', url: `Patient/${randomUUID()}` } },
    ],
  })
  expect(reply.body.entry.map(entry => entry.response.status)).toEqual(['400', '201', '200', '404'])
})

test('reads never see what a transaction has not committed', async () => {
  const value = randomUUID()
  const entry = Array.from({ length: 300 }, () => ({
    resource: { resourceType: 'Patient', identifier: lid(value) },
    request: { method: 'POST', url: 'Patient' },
  }))
  let done = false
  const writing = peer.ask('POST ', { resourceType: 'Bundle', type: 'transaction', entry }).finally(() => {
    done = true
  })
  const seen = new Set<number>()
  while (!done) seen.add((await peer.ask(`GET /Patient?identifier=${value}&_summary=count`)).body.total)
  expect((await writing).status).toBe(200)
  seen.add((await peer.ask(`GET /Patient?identifier=${value}&_summary=count`)).body.total)
  expect([...seen].filter(total => total !== 0 && total !== 300)).toEqual([])
})

test('a binary comes back byte for byte, raw and in json, and is no page', async () => {
  const bytes = Buffer.from(Array.from({ length: 700_001 }, (_, index) => (index * 31) % 256))
  const made = await peer.ask('POST /Binary', bytes, { 'content-type': 'image/jpeg' })
  expect(made.status).toBe(201)
  const headers = { authorization: `Bearer ${peer.bearer}`, accept: 'image/jpeg' }
  const raw = await fetch(`${peer.clinic.fhirBase}/Binary/${made.body.id}`, { headers })
  expect(raw.headers.get('content-type')).toBe('image/jpeg')
  expect(raw.headers.get('content-disposition')).toBe('attachment')
  expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true)
  const json = await peer.ask(`GET /Binary/${made.body.id}`, undefined, { accept: 'application/fhir+json' })
  expect(Buffer.from(json.body.data, 'base64').equals(bytes)).toBe(true)
  const again = await make({ resourceType: 'Binary', contentType: 'text/plain', data: 'aGVsbG8=' } as never)
  expect((await peer.ask(`GET /Binary/${again.id}`, undefined, { accept: '*/*' })).body).toBe('hello')
})

test('everything is there again after a restart', async () => {
  const made = await make({ resourceType: 'Patient', name: [{ family: 'Restart' }] })
  const { url } = (await peer.ask('GET /metadata')).body
  await peer.restart()
  expect((await peer.ask(`GET /Patient/${made.id}`)).body).toEqual(made)
  expect((await peer.ask('GET /metadata')).body.url).toBe(url)
  expect(peer.complaints).toEqual([])
})
