import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordTypes } from '../../src-shared/fhir/index.ts'
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
const idsIn = (reply: Reply): string[] => (reply.body.entry ?? []).map(entry => entry.resource.id)

test('search finds by words of a name, token, reference, date, quantity, chain and reverse chain', async () => {
  const tag = randomUUID()
  const anna = await make({
    resourceType: 'Patient',
    identifier: lid(tag),
    gender: 'female',
    birthDate: '1980-02-03',
    name: [{ family: 'Müller-Lüdenscheidt', given: ['Anna', 'Léna'] }],
    telecom: [{ system: 'email', value: 'Anna@Example.org' }],
  })
  const bob = await make({
    resourceType: 'Patient',
    identifier: lid(`${tag}-b`),
    gender: 'male',
    birthDate: '1979-12-31',
    name: [{ text: 'Bob de la Cruz' }],
  })
  const size = await make({
    resourceType: 'Observation',
    status: 'final',
    identifier: lid(`${tag}-o`),
    subject: { reference: `Patient/${anna.id}` },
    effectiveDateTime: '2024-05-06T07:08:09Z',
    code: { coding: [{ system: 'http://loinc.org', code: '39126-8', display: 'Length of lesion' }] },
    valueQuantity: { value: 5.4, system: 'http://unitsofmeasure.org', code: 'mm', unit: 'mm' },
  })
  const cases: [string, string[], string[]][] = [
    [
      'Patient',
      [
        'name=muller',
        'name=ludenscheidt',
        'name=lena anna',
        'family:exact=Müller-Lüdenscheidt',
        'family:contains=densch',
        'email=anna@example.ORG',
        'birthdate=1980',
        'birthdate=ge1980-02-03',
        'birthdate=lt1980-02-04&birthdate=gt1980-02-02',
        'gender=female',
        'gender:not=male',
        `_id=${anna.id}`,
        'birthdate:missing=false&gender=female',
        '_has:Observation:patient:code=39126-8',
      ],
      [anna.id],
    ],
    ['Patient', ['name=cruz', 'name=bob de la', 'birthdate=1979-12', 'gender=male,unknown'], [bob.id]],
    ['Patient', ['name=annanna', 'family:exact=müller', 'birthdate=1981', 'gender=other', '_lastUpdated=gt2999'], []],
    [
      'Observation',
      [
        `subject=Patient/${anna.id}`,
        `patient=${anna.id}`,
        `subject:Patient=${anna.id}`,
        `subject=${peer.clinic.fhirBase}/Patient/${anna.id}`,
        'code=http://loinc.org|39126-8',
        'code=39126-8',
        'code=http://loinc.org|',
        'code:text=lesion',
        'date=2024-05-06',
        'date=ge2024-05-06T07:08:09Z',
        'date=eq2024',
        'value-quantity=5.4',
        'value-quantity=5.40|http://unitsofmeasure.org|mm',
        'value-quantity=gt5.3',
        'value-quantity=ap5',
        `patient.identifier=urn:cutis:lid|${tag}`,
        'subject:Patient.name=anna',
        'status=final',
      ],
      [size.id],
    ],
    [
      'Observation',
      [
        'value-quantity=5.0',
        'value-quantity=lt5.4',
        'value-quantity=5.4||cm',
        'date=2025',
        'code=|39126-8',
        'subject=Patient/nobody',
        'subject:Patient.name=bob',
      ],
      [],
    ],
  ]
  for (const [type, queries, expected] of cases) {
    for (const query of queries) {
      const scope = type === 'Patient' ? `identifier=${tag},${tag}-b` : `identifier=${tag}-o`
      const reply = await peer.ask(`GET /${type}?${query}&${scope}`, undefined, { prefer: 'handling=strict' })
      expect([query, reply.status, idsIn(reply)]).toEqual([query, 200, expected])
      expect(reply.body.total).toBe(expected.length)
    }
  }
  const including = await peer.ask(`GET /Observation?identifier=${tag}-o&_include=Observation:subject`)
  expect(including.body.entry.map(entry => [entry.resource.id, entry.search.mode])).toEqual([
    [size.id, 'match'],
    [anna.id, 'include'],
  ])
  const reverse = await peer.ask(`GET /Patient?identifier=${tag}&_revinclude=Observation:subject`)
  expect(idsIn(reverse)).toEqual([anna.id, size.id])
  const posted = await peer.ask('POST /Patient/_search', `name=anna&identifier=${tag}`, {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(idsIn(posted)).toEqual([anna.id])
  const some = await peer.ask(`GET /Patient?identifier=${tag}&_elements=gender`)
  expect(Object.keys(some.body.entry[0]?.resource ?? {}).toSorted()).toEqual(['gender', 'id', 'meta', 'resourceType'])
  expect(idsIn(await peer.ask(`GET /Patient?identifier=${tag},${tag}-b&_sort=-birthdate`))).toEqual([anna.id, bob.id])
  expect(idsIn(await peer.ask(`GET /Patient?identifier=${tag},${tag}-b&_sort=birthdate`))).toEqual([bob.id, anna.id])
})

test('a parameter that is not known is named when lenient and refused when strict', async () => {
  const lenient = await peer.ask('GET /Patient?nonsense=1&_count=1')
  expect(lenient.status).toBe(200)
  expect(JSON.stringify(lenient.body.entry.at(-1))).toContain('nonsense')
  expect(lenient.body.link[0]?.url).not.toContain('nonsense')
  const strict = await peer.ask('GET /Patient?nonsense=1', undefined, { prefer: 'handling=strict' })
  expect(strict.status).toBe(400)
  for (const bad of ['birthdate=soon', '_count=x', '_cursor=zzz', 'gender:above=x', '_sort=-_lastUpdated&_cursor=MQ']) {
    expect([bad, (await peer.ask(`GET /Patient?${bad}`)).status]).toEqual([bad, 400])
  }
})

test('pages follow one another without gap or repetition, and the history likewise', async () => {
  const tag = randomUUID()
  const entry = Array.from({ length: 53 }, (_, index) => ({
    resource: { resourceType: 'Basic', code: { text: tag }, identifier: [{ system: tag, value: String(index) }] },
    request: { method: 'POST', url: 'Basic' },
  }))
  await peer.ask('POST ', { resourceType: 'Bundle', type: 'batch', entry })
  for (const start of [
    `/Basic?identifier=${tag}|&_count=10`,
    `/Basic?identifier=${tag}|&_count=10&_sort=-_lastUpdated`,
    `/Basic?identifier=${tag}|&_count=10&_sort=identifier`,
  ]) {
    const pages = await follow(start)
    expect(pages.map(page => page.length)).toEqual([10, 10, 10, 10, 10, 3])
    expect(new Set(pages.flat()).size).toBe(53)
  }
  const versions = await follow('/Basic/_history?_count=20&_sort=_lastUpdated')
  expect(new Set(versions.flat()).size).toBe(53)
})

const follow = async (start: string): Promise<string[][]> => {
  const pages: string[][] = []
  let path: string | undefined = start
  while (path !== undefined) {
    const reply: Reply = await peer.ask(`GET ${path}`)
    pages.push(idsIn(reply))
    const next = reply.body.link.find(link => link.relation === 'next')?.url as string | undefined
    path = next?.slice(peer.clinic.fhirBase.length)
  }
  return pages
}

test('a follower of the history sees every later change at its monitor link, in order', async () => {
  const start = await peer.ask('GET /_history?_sort=_lastUpdated&_since=2999-01-01')
  const monitor = (reply: Reply): string =>
    reply.body.link.find(link => link.relation === 'monitor')?.url.slice(peer.clinic.fhirBase.length) ?? ''
  const one = await make({ resourceType: 'Patient' })
  await peer.ask(`DELETE /Patient/${one.id}`)
  const two = await make({ resourceType: 'Patient' })
  const later = await peer.ask(`GET ${monitor(start)}`)
  expect(later.body.entry.map(entry => [entry.request.method, entry.fullUrl.split('/').at(-1)])).toEqual([
    ['POST', one.id],
    ['DELETE', one.id],
    ['POST', two.id],
  ])
  expect((await peer.ask(`GET ${monitor(later)}`)).body.entry).toEqual([])
})

test('the capability statement tells the truth about searches and interactions', async () => {
  const statement = (await peer.ask('GET /metadata')).body
  const samples: Record<string, string> = {
    token: 'a',
    string: 'a',
    reference: 'Patient/a',
    date: '2024',
    quantity: '1',
    number: '1',
    uri: 'urn:a',
  }
  for (const type of recordTypes) {
    const claimed = statement.rest[0]?.resource.find(resource => resource.type === type)
    for (const { name, type: kind } of claimed?.searchParam ?? []) {
      const reply = await peer.ask(`GET /${type}?${name}=${samples[kind]}&_count=1`, undefined, {
        prefer: 'handling=strict',
      })
      expect([type, name, reply.status]).toEqual([type, name, 200])
    }
    for (const include of claimed?.searchInclude ?? []) {
      const reply = await peer.ask(`GET /${type}?_include=${include}&_count=1`, undefined, {
        prefer: 'handling=strict',
      })
      expect([include, reply.status]).toEqual([include, 200])
    }
  }
  expect((await peer.ask('GET /StructureDefinition')).status).toBe(404)
  expect((await peer.ask('GET ?_type=Patient')).status).toBe(404)
})
