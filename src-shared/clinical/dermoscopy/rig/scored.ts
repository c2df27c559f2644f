import { criteria } from '../criteria.ts'
import type { Answers } from '../criterion.ts'
import { outcomesOf } from '../scores.ts'

export const back = { siteCode: '66643007', dermoscopic: 'contact-polarized' }
export const colours = ['white', 'red', 'light-brown', 'dark-brown', 'blue', 'black'].map(name => `colour.${name}`)
export const structures = ['network.typical', 'area.structureless', 'streaks.branched', 'dots.several', 'globules']

export const allAbsent: Answers = Object.fromEntries(criteria.map(({ code, grades }) => [code, grades ? 0 : false]))
export const present = (codes: readonly string[]): Answers => Object.fromEntries(codes.map(code => [code, true]))
export const subset = (codes: readonly string[], bits: number): Answers =>
  Object.fromEntries(codes.map((code, at) => [code, ((bits >> at) & 1) === 1]))
export const onesIn = (bits: number): number => bits.toString(2).replaceAll('0', '').length

export const readingOf = (id: string, answers: Answers, context = back) =>
  outcomesOf(answers, context).find(({ algorithm }) => algorithm.id === id)?.reading
export const scoredOf = (id: string, answers: Answers, context = back) => {
  const reading = readingOf(id, answers, context)
  return reading?.kind === 'scored' ? reading : undefined
}

export const tdsAnswers = ([a, b, c, d]: readonly [a: number, b: number, c: number, d: number]): Answers => ({
  ...allAbsent,
  'asymmetry.axes': a,
  'border.abrupt': b,
  ...present(colours.slice(0, c)),
  ...present(structures.slice(0, d)),
})
