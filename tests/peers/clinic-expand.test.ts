import { afterAll, beforeAll, expect, test } from 'vitest'
import { findDrugs } from '../../src-main/prescribing/index.ts'
import { openTestClinic } from './clinic-help.ts'

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
let peer: Awaited<ReturnType<typeof openTestClinic>>
beforeAll(async () => {
  peer = await openTestClinic()
})
afterAll(async () => {
  await peer.close()
})

test('the embedded clinic expands its drug codes by a filter, and refuses value sets it does not know', async () => {
  const url = encodeURIComponent(`${rxnorm}/vs`)
  const told = await peer.ask(`GET /ValueSet/$expand?url=${url}&filter=prednisone&count=5`)
  expect(told.status).toBe(200)
  expect(told.body).toMatchObject({
    resourceType: 'ValueSet',
    expansion: { contains: [{ system: rxnorm, code: '8640', display: 'prednisone' }] },
  })
  expect((await peer.ask('GET /ValueSet/$expand?url=urn:other')).status).toBe(404)
  expect((await peer.ask(`GET /ValueSet/$expand?url=${url}&count=x`)).status).toBe(400)
})

test('a search for a medicine finds it in the list of the clinic', async () => {
  const look = async (path: string): Promise<unknown> => (await peer.ask(`GET /${path}`)).body
  const found = await findDrugs({ look }, 'isotret')
  expect(found.searched).toBe('clinic')
  expect(found.rows[0]?.id).toBe('isotretinoin')
  expect(found.unknown).toEqual([])
})
