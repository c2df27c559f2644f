import { siteLabelOf } from '../body-sites.ts'
import { compare, exactOf } from './exact.ts'
import type { DoseUnit, Frequency, Route, Sig, SigStep, Weekday } from './types.ts'

/** A piece of the directions as a code with its values: what a translation puts into words of its own. */
export interface SigPhrase {
  readonly code: string
  readonly values: Readonly<Record<string, string>>
}

const units: Readonly<Record<DoseUnit, readonly [one: string, more: string]>> = {
  mg: ['mg', 'mg'],
  g: ['g', 'g'],
  ml: ['mL', 'mL'],
  tablet: ['tablet', 'tablets'],
  capsule: ['capsule', 'capsules'],
  application: ['thin layer', 'thin layers'],
  ftu: ['fingertip unit', 'fingertip units'],
  injection: ['injection', 'injections'],
  patch: ['patch', 'patches'],
  drop: ['drop', 'drops'],
  wash: ['wash', 'washes'],
}

const weekdays: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

const verbs: Readonly<Record<Route, string>> = {
  oral: 'Take',
  topical: 'Apply',
  subcutaneous: 'Inject',
  intravenous: 'Infuse',
  intralesional: 'Inject',
}
const ways: Readonly<Record<Route, string>> = {
  oral: 'by mouth',
  topical: '',
  subcutaneous: 'under the skin',
  intravenous: 'into a vein',
  intralesional: 'into the lesion',
}

const joined = (words: readonly string[]): string => {
  const [last = '', ...before] = [...words].reverse()
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`
}
const timesWords = (times: number): string => ['once', 'twice'][times - 1] ?? `${times} times`

/** A number of a dose as it is read: no leading or trailing needless zeros ("0.50" is "0.5", never ".5"). */
const read = (decimal: string): string => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  const kept = fraction.replace(/0+$/, '')
  const units = whole.replace(/^0+(?=\d)/, '')
  return kept === '' ? units : `${units}.${kept}`
}

const doseWords = ({ dose, unit }: SigStep): string => {
  const [one, more] = units[unit]
  if (unit === 'application' && compare(exactOf(dose), exactOf(1)) === 0) return `a ${one}`
  return `${read(dose)} ${compare(exactOf(dose), exactOf(1)) > 0 ? more : one}`
}

function frequencyWords(frequency: Frequency): string {
  if (frequency.kind === 'once') return 'once only'
  if (frequency.kind === 'daily') return frequency.times === 1 ? 'once a day' : `${timesWords(frequency.times)} a day`
  if (frequency.kind === 'every')
    return frequency.count === 1 ? `every ${frequency.of.slice(0, -1)}` : `every ${frequency.count} ${frequency.of}`
  const days = frequency.days.length > 0 ? `, on ${joined(frequency.days.map(day => weekdays[day]))}` : ''
  return `${timesWords(frequency.times)} a week${days}`
}

const frequencyValues = (frequency: Frequency): Readonly<Record<string, string>> => {
  if (frequency.kind === 'daily') return { times: String(frequency.times) }
  if (frequency.kind === 'every') return { count: String(frequency.count), of: frequency.of }
  return frequency.kind === 'weekly' ? { times: String(frequency.times), days: frequency.days.join(' ') } : {}
}

/** The directions as codes in reading order, for words of another language. */
export function sigPhrases({ steps, route, sites, asNeeded, maxPerDay }: Sig): readonly SigPhrase[] {
  const [first] = steps
  const ofSteps = steps.flatMap((step): SigPhrase[] => [
    { code: `dose.${step.unit}`, values: { dose: read(step.dose) } },
    { code: `frequency.${step.frequency.kind}`, values: frequencyValues(step.frequency) },
    ...(step.days === undefined ? [] : [{ code: 'duration.days', values: { days: String(step.days) } }]),
  ])
  return [
    { code: `route.${route}`, values: {} },
    ...ofSteps,
    ...(sites.length > 0 ? [{ code: 'sites', values: { codes: sites.join(' ') } }] : []),
    ...(asNeeded === undefined ? [] : [{ code: 'as-needed', values: { reason: asNeeded } }]),
    ...(maxPerDay !== undefined && first ? [{ code: `most.${first.unit}`, values: { dose: read(maxPerDay) } }] : []),
  ]
}

/** The directions as one English sentence for each step, with what holds for all of them at the end. */
export function sigWords({ steps, route, sites, asNeeded, maxPerDay, patientNote }: Sig): string {
  const where = sites.length > 0 ? ` to ${joined(sites.map(code => siteLabelOf(code).toLowerCase()))}` : ''
  const way = ways[route] === '' ? '' : ` ${ways[route]}`
  const needed = asNeeded === undefined ? '' : ` when needed for ${asNeeded}`
  const sentences = steps.map((step, index) => {
    const span = step.days === undefined ? '' : ` for ${step.days} ${step.days === 1 ? 'day' : 'days'}`
    const start = index === 0 ? verbs[route] : `Then ${verbs[route].toLowerCase()}`
    return `${start} ${doseWords(step)}${way}${where} ${frequencyWords(step.frequency)}${needed}${span}.`
  })
  const [first] = steps
  const most =
    maxPerDay === undefined || !first ? [] : [`No more than ${doseWords({ ...first, dose: maxPerDay })} in 24 hours.`]
  return [...sentences, ...most, ...(patientNote === undefined ? [] : [patientNote])].join(' ')
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

function wholeWords(number: number): string {
  if (number < 20) return small[number] ?? ''
  if (number < 100) return [tens[Math.floor(number / 10)], ...(number % 10 > 0 ? [small[number % 10]] : [])].join('-')
  const [size, name] = number < 1000 ? ([100, 'hundred'] as const) : ([1000, 'thousand'] as const)
  const rest = number % size
  const joint = rest > 0 && (rest < 100 || size === 100) ? ' and ' : ' '
  return `${wholeWords(Math.floor(number / size))} ${name}${rest > 0 ? joint + wholeWords(rest) : ''}`
}

/** A quantity in words, as it stands beside its number on paper: "112.5" → "one hundred and twelve point five". Below a million. */
export function numberWords(decimal: string): string {
  const [whole = '0', fraction = ''] = read(decimal).split('.')
  const digits = fraction.split('').map(digit => small[Number(digit)])
  return [wholeWords(Number(whole)), ...(digits.length > 0 ? ['point', ...digits] : [])].join(' ')
}
