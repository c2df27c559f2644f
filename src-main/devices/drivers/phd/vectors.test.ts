import { describe, expect, test } from 'vitest'
import { phdVectors } from '../../rig/phd-vectors.ts'
import { vectorFolder } from '../../rig/vectors.ts'

describe.skipIf(vectorFolder() === undefined)('vectors of IEEE 11073 (not run: vectors absent)', async () => {
  const results = vectorFolder() === undefined ? [] : await phdVectors()
  test.for(results)('$name', ({ why }) => {
    expect(why).toBeUndefined()
  })
})
