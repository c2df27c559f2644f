import type { Algorithm, Context, Reading } from './algorithm.ts'
import { criteria, isAnswer } from './criteria.ts'
import type { Answers } from './criterion.ts'
import { menzies, tada } from './decisions.ts'
import { type SiteClass, siteClassOf } from './site-class.ts'
import { cash, nice, sevenPoint, sevenPointRevised, tds, threePoint } from './sums.ts'

/** Raised whenever a criterion or an algorithm changes; stored with every set of ticks. */
export const dermoscopyVersion = 'cutis-dermoscopy/1'

export const algorithms: readonly Algorithm[] = [
  tds,
  sevenPoint,
  sevenPointRevised,
  threePoint,
  menzies,
  cash,
  tada,
  nice,
]

/** The algorithm with this id, or undefined. */
export const algorithmOf = (id: string): Algorithm | undefined => algorithms.find(one => one.id === id)

/** What stands beside a result: why it was not worked out, or what to bear in mind. */
export interface Caveat {
  readonly code: 'site-blocked' | 'site-warns' | 'site-uncertain' | 'mode-unknown' | 'not-polarised'
  readonly text: string
}

/** The result of one algorithm on one set of ticks. */
export interface Outcome {
  readonly algorithm: Algorithm
  readonly reading: Reading | { readonly kind: 'blocked' }
  readonly caveats: readonly Caveat[]
}

export const isPolarised = ({ dermoscopic }: Context): boolean =>
  dermoscopic === 'contact-polarized' || dermoscopic === 'non-contact-polarized'

/** Criteria that cannot be seen on a picture taken this way: they are neither present nor absent. */
export const unseenOn = (context: Context): readonly string[] =>
  isPolarised(context) ? [] : criteria.filter(({ needsPolarised }) => needsPolarised).map(({ code }) => code)

const siteWords: Readonly<Record<SiteClass, string>> = {
  ordinary: 'this site',
  face: 'the face',
  acral: 'palms and soles',
  nail: 'nails',
  mucosa: 'mucosa and the skin next to it',
  uncertain: 'this site',
}

function siteCaveats({ blocks, warns }: Algorithm, site: SiteClass): Caveat[] {
  if (blocks.includes(site)) return [{ code: 'site-blocked', text: `Not made for ${siteWords[site]}: not worked out.` }]
  if (!warns.includes(site)) return []
  if (site === 'uncertain')
    return [{ code: 'site-uncertain', text: 'Not made for palms, soles and nails: check that the site is neither.' }]
  return [{ code: 'site-warns', text: `Little tested on ${siteWords[site]}.` }]
}

function modeCaveats({ dermoscopic, inputs }: Algorithm, context: Context): Caveat[] {
  if (!dermoscopic) return []
  const unseen = unseenOn(context).some(code => inputs.includes(code))
  return [
    ...(context.dermoscopic === undefined
      ? [
          {
            code: 'mode-unknown',
            text: 'The record does not say that this picture was taken through a dermatoscope.',
          } as const,
        ]
      : []),
    ...(unseen
      ? [{ code: 'not-polarised', text: 'Shiny white structures need polarised light: left out here.' } as const]
      : []),
  ]
}

/** Every algorithm on one set of ticks. What cannot be seen in this light is left out, and said so. */
export function outcomesOf(answers: Answers, context: Context): readonly Outcome[] {
  const site = siteClassOf(context.siteCode)
  const unseen = Object.fromEntries(unseenOn(context).map(code => [code, false]))
  const read: Answers = { ...answers, ...unseen }
  return algorithms.map(algorithm => {
    const caveats = [...siteCaveats(algorithm, site), ...modeCaveats(algorithm, context)]
    const isBlocked = algorithm.blocks.includes(site)
    return { algorithm, caveats, reading: isBlocked ? { kind: 'blocked' } : algorithm.read(read) }
  })
}

/** One algorithm's result as it is kept in the record. */
export interface KeptResult {
  algorithm: string
  version: string
  state: 'scored' | 'incomplete' | 'not-evaluable' | 'blocked'
  total?: string
  band?: string
  above?: boolean
  missing?: string[]
  caveats?: string[]
}

const verdictOf = (reading: Outcome['reading']): Pick<KeptResult, 'total' | 'band' | 'above' | 'missing'> => {
  if (reading.kind === 'incomplete') return { missing: [...reading.missing].sort() }
  if (reading.kind !== 'scored') return {}
  const { total, band } = reading
  return { ...(total !== undefined && { total }), band: band.id, above: band.above }
}

/** What is stored of all outcomes, always with the same keys in the same order. */
export const keptOf = (outcomes: readonly Outcome[]): KeptResult[] =>
  outcomes.map(({ algorithm, reading, caveats }) => ({
    algorithm: algorithm.id,
    version: algorithm.version,
    state: reading.kind,
    ...verdictOf(reading),
    ...(caveats.length > 0 && { caveats: caveats.map(({ code }) => code) }),
  }))

/** How far the algorithms agree, as a count: those that were worked out, and how many reach their published threshold. */
export interface Agreement {
  readonly worked: number
  readonly above: number
  readonly left: number
}

export const agreementOf = (outcomes: readonly Outcome[]): Agreement => {
  const scored = outcomes.flatMap(({ reading }) => (reading.kind === 'scored' ? [reading] : []))
  return {
    worked: scored.length,
    above: scored.filter(({ band }) => band.above).length,
    left: outcomes.length - scored.length,
  }
}

/** A tick as it is kept. */
export interface KeptTick {
  readonly criterion: string
  readonly value: boolean | number | string
  readonly regions: readonly (readonly unknown[])[]
}

/** Ticks as answers; undefined where one of them is unknown, asked twice, or not a value that its criterion can have. */
export function answersOf(ticks: readonly KeptTick[]): Answers | undefined {
  const answers: Record<string, boolean | number> = {}
  for (const { criterion, value } of ticks) {
    if (Object.hasOwn(answers, criterion) || typeof value === 'string' || !isAnswer(criterion, value)) return undefined
    answers[criterion] = value
  }
  return answers
}

/** Criteria said to be present without a place on the picture, or that this light cannot show. */
export function unprovenOf(ticks: readonly KeptTick[], context: Context): readonly string[] {
  const unseen = new Set(unseenOn(context))
  const places = new Set(criteria.filter(({ needsRegion }) => needsRegion).map(({ code }) => code))
  return ticks
    .filter(({ criterion, value, regions }) => {
      if (unseen.has(criterion)) return true
      return value === true && places.has(criterion) && regions.length === 0
    })
    .map(({ criterion }) => criterion)
}

/** Criteria that a measure of the outline may suggest; all others are the eye's. */
export const isMeasurable = (code: string): boolean =>
  code.startsWith('colour.') || ['asymmetry.axes', 'border.abrupt', 'clinical.diameter'].includes(code)

/** JSON with its keys in order: equal values give equal text, wherever they were made. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
