import { expect, test } from 'vitest'
import { allergyClasses } from '../../src-shared/clinical/prescribing/catalogue/tags.ts'
import { NewAllergy, NewFact, NewMedicine, NewProblem, NewResult } from '../../src-shared/contract/chart.ts'
import { castOf } from './cast.ts'
import { chartStoryOf } from './chart-story.ts'

const recordId = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002'
const fresh = { recordId, patientId: recordId }
const at = '2026-01-01T08:00:00Z'

test('every chart of the cast is one the engine takes; some were never asked for allergies, some know of none', () => {
  const cast = castOf(2026)
  const stories = cast.map((person, index) => chartStoryOf(person, index === 0))
  for (const { problems, allergies = [], medicines, results, facts } of stories) {
    for (const one of problems) NewProblem.parse({ ...fresh, ...one })
    for (const one of allergies) {
      NewAllergy.parse({ ...fresh, ...one })
      for (const { code } of one.codes) expect(allergyClasses).toContain(code)
    }
    for (const one of medicines) NewMedicine.parse({ ...fresh, ...one })
    for (const { daysAgo: _, ...one } of results) NewResult.parse({ ...fresh, ...one, takenAt: at })
    for (const { fact } of facts) NewFact.parse({ ...fresh, fact, at })
  }
  expect(stories.some(({ allergies }) => allergies === undefined)).toBe(true)
  expect(stories.some(({ allergies }) => allergies?.length === 0)).toBe(true)
  expect(stories[0]?.results.length).toBeGreaterThan(10)
  expect(cast.map((person, index) => person.visits > 3 === (index === 0)).every(Boolean)).toBe(true)
})
