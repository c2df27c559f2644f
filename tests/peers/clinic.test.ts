import { randomUUID } from 'node:crypto'
import { MedplumClient, OperationOutcomeError } from '@medplum/core'
import type { Observation, Patient } from '@medplum/fhirtypes'
import { Client } from 'fhir-kit-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Body, lid, openTestClinic } from './clinic-help.ts'

// Two clients written by others, so that the clinic is not only right by its own understanding.

let peer: Awaited<ReturnType<typeof openTestClinic>>
beforeAll(async () => {
  peer = await openTestClinic()
})
afterAll(async () => {
  await peer.close()
})

describe('fhir-kit-client', () => {
  const client = () => new Client({ baseUrl: peer.clinic.fhirBase, bearerToken: peer.bearer })

  test('discovers the endpoints, creates, reads, updates, patches, deletes', async () => {
    expect(await client().smartAuthMetadata()).toMatchObject({ tokenUrl: new URL(peer.clinic.tokenUrl) })
    const made = (await client().create({
      resourceType: 'Patient',
      body: { resourceType: 'Patient', name: [{ family: 'Kit' }] },
    })) as unknown as Body
    const { id } = made
    expect(await client().read({ resourceType: 'Patient', id })).toEqual(made)
    await client().update({ resourceType: 'Patient', id, body: { ...made, active: true } })
    const patched = (await client().patch({
      resourceType: 'Patient',
      id,
      jsonPatch: [{ op: 'replace', path: '/active', value: false }],
    })) as unknown as Body
    expect([patched.active, patched.meta.versionId]).toEqual([false, '3'])
    expect(await client().vread({ resourceType: 'Patient', id, version: '1' })).toEqual(made)
    const history = (await client().history({ resourceType: 'Patient', id })) as unknown as Body
    expect(history.entry).toHaveLength(3)
    await client().delete({ resourceType: 'Patient', id })
    await expect(client().read({ resourceType: 'Patient', id })).rejects.toMatchObject({ response: { status: 410 } })
  })

  test('searches and turns pages by the links', async () => {
    const system = randomUUID()
    const entry = Array.from({ length: 7 }, (_, index) => ({
      resource: { resourceType: 'Patient', identifier: [{ system, value: String(index) }] },
      request: { method: 'POST', url: 'Patient' },
    }))
    await client().transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry } as never })
    const seen: string[] = []
    let page: Body | undefined = (await client().search({
      resourceType: 'Patient',
      searchParams: { identifier: `${system}|`, _count: 3 },
    })) as unknown as Body
    while (page !== undefined) {
      seen.push(...page.entry.map(one => one.resource.id))
      page = (await client().nextPage({ bundle: page as never })) as unknown as Body | undefined
    }
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
  })
})

describe('MedplumClient', () => {
  const client = () =>
    new MedplumClient({
      baseUrl: peer.clinic.origin,
      fhirUrlPath: 'fhir',
      accessToken: peer.bearer,
      cacheTime: 0,
      fetch: globalThis.fetch,
      maxRetries: 0,
    })

  test('creates once, updates, searches, follows references, reads history', async () => {
    const value = randomUUID()
    const patient: Patient = { resourceType: 'Patient', identifier: lid(value), name: [{ family: 'Plum' }] }
    const one = await client().createResourceIfNoneExist(patient, `identifier=urn:cutis:lid|${value}`)
    const two = await client().createResourceIfNoneExist(patient, `identifier=urn:cutis:lid|${value}`)
    expect(two.id).toBe(one.id)
    const updated = await client().updateResource<Patient>({ ...one, gender: 'other' })
    expect(updated.meta?.versionId).toBe('2')
    const observation = await client().createResource<Observation>({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'size' },
      subject: { reference: `Patient/${one.id}` },
    })
    const found = await client().searchResources('Observation', { subject: `Patient/${one.id}` })
    expect(found.map(({ id }) => id)).toEqual([observation.id])
    expect(await client().readReference(found[0]?.subject as { reference: string })).toEqual(updated)
    expect((await client().readHistory('Patient', one.id)).entry).toHaveLength(2)
  })

  test('gets a conflict as an outcome, and runs a batch', async () => {
    const made = await client().createResource<Patient>({ resourceType: 'Patient' })
    const stale = client().updateResource<Patient>({ ...made, active: true }, { headers: { 'If-Match': 'W/"9"' } })
    await expect(stale).rejects.toBeInstanceOf(OperationOutcomeError)
    const reply = await client().executeBatch({
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ request: { method: 'GET', url: `Patient/${made.id}` } }],
    })
    expect(reply.entry?.[0]?.resource).toEqual(made)
  })

  test('uploads and downloads bytes', async () => {
    const binary = await client().createBinary({ data: new Uint8Array([1, 2, 3]), contentType: 'image/png' })
    const blob = await client().download(`${peer.clinic.fhirBase}/Binary/${binary.id}`, {
      headers: { accept: 'image/png' },
    })
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([1, 2, 3])
  })
})
