import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersOf, formIn, portalForms, questionnaireOf } from './forms.ts'

test('a form is known by its address, and nothing else is a form', () => {
  expect(formIn(questionnaireOf('symptom-log'))).toBe('symptom-log')
  expect(formIn('https://elsewhere.example/Questionnaire/symptom-log|1')).toBeUndefined()
})

test('answers come in the order of the form, and what does not fit is refused whole', () => {
  expect(answersOf('symptom-log', { 'new-spots': false, itch: 7 })).toEqual([
    { id: 'itch', answer: 7 },
    { id: 'new-spots', answer: false },
  ])
  for (const said of [{}, { itch: 11 }, { itch: 1.5 }, { itch: '7' }, { itch: 3, other: 1 }, { words: '  ' }])
    expect(answersOf('symptom-log', said)).toBeUndefined()
})

test('whatever is said, what is taken fits its question', () => {
  const name = fc.constantFrom(...portalForms['symptom-log'].map(({ id }) => id), '__proto__', 'toString', 'worry')
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.string(), fc.object())),
      said => {
        for (const { id, answer } of answersOf('symptom-log', said) ?? []) {
          if (id === 'new-spots') expect(typeof answer).toBe('boolean')
          else if (id === 'words') expect(typeof answer).toBe('string')
          else expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).toContain(answer)
        }
      },
    ),
  )
})
