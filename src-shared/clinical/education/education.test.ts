import { describe, expect, it } from 'vitest'
import { leafletOf, leaflets } from './index.ts'

describe('leaflets', () => {
  it('are twelve, each with a name of its own, an edition and a date', () => {
    expect(leaflets).toHaveLength(12)
    expect(new Set(leaflets.map(({ id }) => id)).size).toBe(12)
    for (const { id, edition, date } of leaflets) {
      expect(leafletOf(id)?.id).toBe(id)
      expect([edition, date]).toEqual([
        expect.stringMatching(/^edition \d+$/),
        expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      ])
    }
    expect(leafletOf('unknown')).toBeUndefined()
  })

  it('say the same number of things in English and Spanish, in sentences short enough to read', () => {
    for (const { words } of leaflets)
      for (const part of ['steps', 'avoid', 'callIf'] as const) {
        expect(words.es[part]).toHaveLength(words.en[part].length)
        for (const text of [...words.en[part], ...words.es[part]])
          for (const sentence of text.split(/[.:] /)) expect(sentence.split(' ').length).toBeLessThanOrEqual(26)
      }
  })
})
