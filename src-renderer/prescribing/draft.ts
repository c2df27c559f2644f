import type {
  DoseUnit,
  Frequency,
  PrescriptionDraft,
  Route,
  SigStep,
  Weekday,
} from '../../src-shared/clinical/prescribing/types.ts'
import type { DrugRow } from '../../src-shared/contract/prescribing.ts'

/** Frequencies a prescriber chooses from. */
export const oftens = {
  'daily-1': { kind: 'daily', times: 1 },
  'daily-2': { kind: 'daily', times: 2 },
  'daily-3': { kind: 'daily', times: 3 },
  'daily-4': { kind: 'daily', times: 4 },
  'every-2-days': { kind: 'every', count: 2, of: 'days' },
  'weekly-1': { kind: 'weekly', times: 1, days: [] },
  'weekly-2': { kind: 'weekly', times: 2, days: [] },
  'weekly-3': { kind: 'weekly', times: 3, days: [] },
  'every-2-weeks': { kind: 'every', count: 2, of: 'weeks' },
  'every-4-weeks': { kind: 'every', count: 4, of: 'weeks' },
  once: { kind: 'once' },
} as const satisfies Record<string, Frequency>
export type Often = keyof typeof oftens
export const oftenNames = Object.keys(oftens) as Often[]

const bare = (frequency: Frequency): string =>
  JSON.stringify(frequency.kind === 'weekly' ? { ...frequency, days: [] } : frequency)

/** The choice a frequency is; undefined for one that the list does not have. */
export const oftenOf = (frequency: Frequency): Often | undefined =>
  oftenNames.find(name => bare(oftens[name]) === bare(frequency))

/** The frequency of a choice; a weekday that was named stays where one day is asked for. */
export function frequencyOf(name: Often, day?: Weekday): Frequency {
  const chosen: Frequency = oftens[name]
  if (chosen.kind !== 'weekly') return chosen
  return { ...chosen, days: chosen.times === 1 && day !== undefined ? [day] : [] }
}

/** Units that fit a way of taking. */
export const unitsOf: Readonly<Record<Route, readonly DoseUnit[]>> = {
  oral: ['tablet', 'capsule', 'mg', 'ml', 'drop'],
  topical: ['application', 'ftu', 'g', 'ml', 'wash', 'drop', 'patch'],
  subcutaneous: ['injection', 'mg', 'ml'],
  intravenous: ['mg', 'ml', 'injection'],
  intralesional: ['ml', 'mg', 'injection'],
}

/** Methotrexate is weekly from the first keystroke: a daily dose of it kills. */
const weekly = new Set(['methotrexate'])

const unitFor = (route: Route, form: string): DoseUnit =>
  route === 'oral' && form.includes('capsule') ? 'capsule' : (unitsOf[route][0] ?? 'mg')

const firstStep = (id: string, unit: DoseUnit): SigStep => ({
  dose: '1',
  unit,
  frequency: weekly.has(id) ? frequencyOf('weekly-1', 'mon') : frequencyOf('daily-1'),
  days: 28,
})

/** What a draft begins with when a medicine is chosen. */
export function begun({ id, routes, products }: DrugRow, made: { id: string; on: string }): PrescriptionDraft {
  const route = (routes[0] ?? 'oral') as Route
  const [product, ...others] = products
  const draft: PrescriptionDraft = {
    id: made.id,
    version: 1,
    drug: id,
    sig: { steps: [firstStep(id, unitFor(route, product?.form ?? ''))], route, sites: [] },
    refills: 0,
    substitution: true,
    writtenOn: made.on,
  }
  return product && others.length === 0 ? withProduct(draft, product) : draft
}

/** A draft of one product: its strength, form and concept, and the unit that it is counted in. */
export function withProduct(draft: PrescriptionDraft, product: DrugRow['products'][number]): PrescriptionDraft {
  const { amount, unit, form, rxcui, andAmount } = product
  const counted = unitFor(draft.sig.route, form)
  const steps = draft.sig.steps.map(step => (step.unit === 'tablet' ? { ...step, unit: counted } : step))
  return {
    ...draft,
    rxcui,
    form,
    strength: { amount, unit, ...(andAmount !== undefined && { andAmount }) },
    sig: { ...draft.sig, steps },
  }
}

/** A text of an optional element: away where it is empty. */
export function withText<Key extends string>(key: Key, text: string): { readonly [K in Key]: string | undefined } {
  return { [key]: text.trim() === '' ? undefined : text } as { readonly [K in Key]: string | undefined }
}

/** A copy without the entries that are undefined. */
export const present = <T extends object>(parts: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as T

const decimal = /^\d{1,7}(\.\d{1,6})?$/
/** True for a number as the rules take it. */
export const isDecimal = (text: string): boolean => decimal.test(text)
