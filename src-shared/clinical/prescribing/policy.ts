import type { Standings } from '../policy/standing.ts'
import { compare, exactOf } from './exact.ts'
import type { PrescribingRule } from './rules/rule.ts'
import { scheduleSettings } from './schedule-policy.ts'
import { decimal, type PrescribingSetting, whole } from './setting.ts'

/**
 * Every number that a clinic may set, named by its row and the place in it. No range lets a neighbouring row leave a gap: the stop for
 * methotrexate never lies under the 30 at which its warning begins. Of a pregnancy programme a clinic may ask for more than its label does,
 * never for less.
 */
export const ruleSettings: readonly PrescribingSetting[] = [
  decimal(['DOSE-ISO.limit', '1', ['0.2', '2'], 'mg/kg/d']),
  decimal(['DOSE-HCQ-KG.limit', '5', ['3', '6.5'], 'mg/kg/d']),
  whole(['DOSE-HCQ.limit', '400', ['200', '600'], 'mg/d']),
  decimal(['DOSE-CIC.limit', '5', ['2', '6'], 'mg/kg/d']),
  decimal(['DOSE-AZA.limit', '3', ['1', '3'], 'mg/kg/d']),
  whole(['DOSE-DAP.limit', '200', ['50', '300'], 'mg/d']),
  whole(['DOSE-ACI.limit', '50', ['10', '75'], 'mg/d']),
  decimal(['DOSE-MTX.limit', '25', ['7.5', '30'], 'mg/wk']),
  decimal(['DOSE-MTX-CHILD.limit', '0.7', ['0.2', '1'], 'mg/kg/wk']),
  whole(['TCS-WEEK.grams', '50', ['10', '100'], 'g/wk']),
  whole(['TCS-WEEKS.days', '14', ['5', '28'], 'd']),
  whole(['TCS-CHILD.under', '12', ['2', '18'], 'a']),
  whole(['WEIGHT-OLD.child', '30', ['7', '90'], 'd']),
  whole(['WEIGHT-OLD.adult', '180', ['30', '366'], 'd']),
  whole(['SCREEN-BIO.tuberculosis', '366', ['90', '730'], 'd']),
  whole(['SCREEN-BIO.hepatitis', '90', ['30', '366'], 'd']),
  whole(['AGE-TETRA.under', '8', ['8', '13'], 'a']),
  whole(['AGE-DOXY.under', '8', ['8', '13'], 'a']),
  whole(['AGE-DOXY-SHORT.under', '8', ['2', '13'], 'a']),
  whole(['AGE-JAK.from', '65', ['50', '65'], 'a']),
  whole(['REN-ANTIVIRAL.below', '30', ['25', '60'], 'mL/min/1.73 m²']),
  whole(['REN-APR.below', '30', ['30', '60'], 'mL/min/1.73 m²']),
  whole(['REN-MTX.below', '60', ['45', '90'], 'mL/min/1.73 m²']),
  whole(['REN-MTX-STOP.below', '30', ['30', '60'], 'mL/min/1.73 m²']),
  whole(['INT-MTX-PPI-RENAL.egfrBelow', '60', ['60', '90'], 'mL/min/1.73 m²']),
  whole(['RES-ISO-TG.above', '800', ['300', '1000'], 'mg/dL']),
  decimal(['RES-ISO-ALT.upperLimits', '3', ['1', '5'], '× upper limit']),
  decimal(['RES-MTX-WBC.below', '3', ['2.5', '4'], '10*3/uL']),
  whole(['RES-MTX-PLT.below', '100', ['75', '150'], '10*3/uL']),
  decimal(['RES-MTX-ALT.upperLimits', '3', ['1', '5'], '× upper limit']),
  whole(['RES-MTX-MCV.above', '105', ['95', '115'], 'fL']),
  whole(['RES-CIC-CREA.overBaselinePercent', '25', ['10', '30'], '%']),
  decimal(['RES-SPI-K.above', '5.5', ['5', '6'], 'mmol/L']),
  decimal(['RES-JAK-ALC.below', '0.5', ['0.5', '1'], '10*3/uL']),
  decimal(['RES-JAK-ANC.below', '1', ['1', '1.5'], '10*3/uL']),
  decimal(['RES-JAK-HB.below', '8', ['8', '10'], 'g/dL']),
  whole(['MTX-SUPPLY.current', '84', ['28', '92'], 'd']),
  whole(['MTX-SUPPLY.notCurrent', '28', ['7', '28'], 'd']),
  whole(['MTX-SUPPLY.currentFor', '84', ['28', '92'], 'd']),
  whole(['PROG-TESTS.apart', '30', ['30', '60'], 'd']),
  whole(['PROG-WINDOW.window', '7', ['1', '7'], 'd']),
  whole(['PROG-WINDOW-30.window', '30', ['7', '30'], 'd']),
  whole(['PROG-SUPPLY.supply', '30', ['7', '30'], 'd']),
]

/** The numbers of rules, and the intervals of the laboratory schedules. */
export const prescribingSettings: readonly PrescribingSetting[] = [...ruleSettings, ...scheduleSettings]

/** What a clinic has set, and how its rows stand. */
export interface PrescribingPolicy {
  /** Decimal text by the setting's id; what is not here is as proposed. */
  readonly values: Readonly<Record<string, string>>
  readonly standings?: Standings
}

/** As proposed: no clinic said anything. */
export const proposedPolicy: PrescribingPolicy = { values: {} }

const byId = new Map<string, PrescribingSetting>(prescribingSettings.map(one => [one.id, one]))

/** A setting in force, as decimal text. Throws where there is none of that name. */
export function settingOf({ values }: PrescribingPolicy, id: PrescribingSetting['id']): string {
  const value = values[id] ?? byId.get(id)?.value
  if (value === undefined) throw new Error(`no setting ${id}`)
  return value
}

function faultOf([id, value]: readonly [string, unknown]): string | undefined {
  const row = byId.get(id)
  if (!row) return `${id}: no such policy`
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^\d{1,6}(\.\d{1,3})?$/.test(text)) return `${id}: a number with at most 3 decimals`
  if (row.whole && text.includes('.')) return `${id}: a whole number`
  const exact = exactOf(text)
  const isInside = compare(exact, exactOf(row.min)) >= 0 && compare(exact, exactOf(row.max)) <= 0
  return isInside ? undefined : `${id}: between ${row.min} and ${row.max} ${row.unit}`
}

/** Sentences about values that cannot be taken; empty where all can. */
export const prescribingPolicyFaultsOf = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values).flatMap(entry => faultOf(entry) ?? [])

/** The policy of a clinic from what it set. Throws where `prescribingPolicyFaultsOf` has something to say. */
export function prescribingPolicyOf(
  values: Readonly<Record<string, unknown>>,
  standings?: Standings,
): PrescribingPolicy {
  const faults = prescribingPolicyFaultsOf(values)
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  const texts = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, String(value)]))
  return { values: texts, ...(standings && { standings }) }
}

/** Places of a row's condition that hold whole numbers; the others hold decimal text. */
const numeric: ReadonlySet<string> = new Set(['under', 'from', 'below', 'egfrBelow'])

/** A row with the clinic's numbers in the places of its condition. */
export function ruleUnder({ values }: PrescribingPolicy, rule: PrescribingRule): PrescribingRule {
  const own = Object.entries(values).filter(([id]) => id.startsWith(`${rule.id}.`))
  if (own.length === 0 || rule.when.kind === 'computed') return rule
  const isText = rule.when.kind === 'result' || rule.when.kind === 'cap'
  const places = own.map(([id, value]) => {
    const place = id.slice(rule.id.length + 1)
    return [place, numeric.has(place) && !isText ? Number(value) : value]
  })
  return { ...rule, when: { ...rule.when, ...Object.fromEntries(places) } }
}
