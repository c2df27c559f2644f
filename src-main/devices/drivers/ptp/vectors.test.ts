import { expect, test } from 'vitest'
import { ptpVectors } from '../../rig/ptp-vectors.ts'
import { vectorFolder } from '../../rig/vectors.ts'

const absent = vectorFolder() === undefined

test.skipIf(absent)(`every still-image vector holds${absent ? ' (not run: vectors absent)' : ''}`, async () => {
  const outcomes = await ptpVectors()
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
  // 41 transactions, two photos in the recorded order, one import in our own, 299 cameras with a list, one judgement of all.
  expect(outcomes).toHaveLength(41 + 2 + 1 + 299 + 1)
})
