import type { AllergyIntolerance } from '../../src-shared/fhir/index.ts'
import type { HeldRow } from '../records/index.ts'
import type { Op } from '../vault/index.ts'
import { holds, noneEnded, saysNone } from './allergy.ts'
import type { Desk } from './desk.ts'

/** The allergies of a patient that hold, and the statements that there are none. */
export const heldAllergies = (rows: readonly HeldRow[]): AllergyIntolerance[] =>
  rows
    .filter(({ type }) => type === 'AllergyIntolerance')
    .map(({ body }) => JSON.parse(body) as AllergyIntolerance)
    .filter(holds)

/** Ends the statements that none are known: one is known now, or the same was said again. */
export const endNone = (desk: Desk, rows: readonly HeldRow[]): Op[] =>
  heldAllergies(rows)
    .filter(saysNone)
    .map(({ id = '' }) => desk.change({ type: 'AllergyIntolerance', id }, noneEnded))
