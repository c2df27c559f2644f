import { expect, it } from 'vitest'
import { findDrugs } from './finding.ts'

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const answering = (contains: object[]) => ({
  look: async () => ({ resourceType: 'ValueSet', expansion: { contains } }),
})

it('says which list was searched: the catalogue alone where the clinic is silent, breaks off, or answers something else', async () => {
  const silent = [
    async () => undefined,
    async () => Promise.reject(new Error('broken off')),
    async () => ({ resourceType: 'OperationOutcome' }),
  ]
  for (const look of silent) {
    const found = await findDrugs({ look }, 'prednis')
    expect(found.searched).toBe('catalogue')
    expect(found.rows.map(({ id }) => id)).toEqual(['prednisolone', 'prednisone'])
  }
})

it("takes the clinic's concepts that rules know, each once, and names the others apart", async () => {
  const found = await findDrugs(
    answering([
      { system: rxnorm, code: '8640', display: 'prednisone' },
      { system: rxnorm, code: '999999999', display: 'Isotretinoin 20 MG Oral Capsule' },
      { system: rxnorm, code: '888888888', display: 'nosuchdrug' },
      { system: 'http://elsewhere', code: '1', display: 'stray' },
    ]),
    'prednisone',
  )
  expect(found.searched).toBe('clinic')
  expect(found.rows.map(({ id }) => id)).toEqual(['prednisone', 'isotretinoin'])
  expect(found.unknown).toEqual(['nosuchdrug'])
})

it('asks for the value set of RxNorm, with the text, within a time', async () => {
  const asked: unknown[] = []
  await findDrugs({ look: async (...told) => void asked.push(told) }, 'a&b')
  expect(asked).toEqual([[expect.stringContaining('ValueSet/$expand?url=http%3A%2F%2Fwww.nlm'), 1500]])
  expect(String((asked[0] as string[])[0])).toContain('filter=a%26b')
})
