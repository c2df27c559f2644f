import { expect, test } from 'vitest'
import { catalogue } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { drugCodes } from './drug-codes.ts'

test('the clinic lists every verified concept of the catalogue, and no other', () => {
  const verified = catalogue.flatMap(({ rxcui, products }) => [
    ...(rxcui.length === 1 ? rxcui : []),
    ...products.map(product => product.rxcui),
  ])
  expect(drugCodes.map(({ code }) => code).toSorted()).toEqual(verified.toSorted())
  expect(drugCodes.every(({ code, display }) => /^\d+$/.test(code) && display !== '')).toBe(true)
})
