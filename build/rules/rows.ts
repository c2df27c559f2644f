import { intakeItems, intakeTable } from '../../src-shared/clinical/intake/items.ts'
import { policyRows } from '../../src-shared/clinical/policy/rows.ts'
import { catalogue, catalogueEdition } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { prescribingRules } from '../../src-shared/clinical/prescribing/check.ts'
import { naranjoEdition, naranjoItems } from '../../src-shared/clinical/prescribing/naranjo.ts'
import { schedules } from '../../src-shared/clinical/prescribing/rules/schedules.ts'
import { fingertipColumns, fingertipEdition } from '../../src-shared/clinical/prescribing/topical.ts'
import { standardRule, tierRules } from '../../src-shared/clinical/prevention/tier-rules.ts'
import { outcomeRows, outcomeTable } from '../../src-shared/clinical/triage/closing.ts'
import { suitabilityRows } from '../../src-shared/clinical/triage/suitability.ts'
import { thresholds, thresholdTable } from '../../src-shared/clinical/triage/thresholds.ts'
import { triageRules } from '../../src-shared/clinical/triage/triage.ts'
import { InputFault, type Table } from './table.ts'

const lists: Readonly<Record<string, unknown>> = {
  triage: triageRules,
  thresholds: { ...thresholdTable, rows: thresholds },
  suitability: suitabilityRows,
  outcomes: { ...outcomeTable, rows: outcomeRows },
  intake: { ...intakeTable, rows: intakeItems },
  prescribe: prescribingRules,
  schedules,
  policy: policyRows,
  catalogue: { ...catalogueEdition, rows: catalogue },
  naranjo: { ...naranjoEdition, rows: naranjoItems },
  'fingertip-units': { ...fingertipEdition, rows: fingertipColumns },
  prevention: [...tierRules, standardRule],
}

/** `rows`: the rows of a table by its name, with source, edition, dates and owner. Predicates are code and do not print. */
export const rows: Table = {
  run: item => {
    if (typeof item === 'string' && Object.hasOwn(lists, item)) return lists[item]
    throw new InputFault(`item: one of ${Object.keys(lists).join(', ')}`)
  },
}
