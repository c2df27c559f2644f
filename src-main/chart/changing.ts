import type { chart } from '../../src-shared/contract/chart.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import type { HeldOf, HeldRow } from '../records/index.ts'
import type { Op } from '../vault/index.ts'
import { allergySet, allergyTakenOut, holds, saysNone } from './allergy.ts'
import { demandIcd } from './checks.ts'
import type { Desk, Kept, Seen } from './desk.ts'
import { type Made, withReason } from './line.ts'
import { medicineSet, medicineStopped, statementTakenOut } from './medicine.ts'
import { endNone } from './none.ts'
import { icdIn, problemSet, problemTakenOut } from './problem.ts'

type Calls = Pick<
  Service<typeof chart>,
  'changeProblem' | 'changeAllergy' | 'changeMedicine' | 'stopMedicine' | 'takeOut'
>
type Type = 'Condition' | 'AllergyIntolerance' | 'MedicationStatement' | 'Observation'
type Set = Readonly<Record<string, unknown>>

interface Changing<T extends Type> {
  readonly call: keyof Calls
  readonly type: T
  /** The elements that change. */
  readonly set: (resource: HeldOf<T>, made: Made) => Set
  /** What else changes in the same commit. */
  readonly also?: (row: HeldRow, changed: HeldOf<T>) => Promise<readonly Op[]>
}

const isTakenOut = (resource: HeldOf<Type>): boolean => {
  if ('status' in resource && resource.status === 'entered-in-error') return true
  const concept = 'verificationStatus' in resource ? resource.verificationStatus : undefined
  return (
    (concept as HeldOf<'Condition'>['verificationStatus'])?.coding?.some(one => one.code === 'entered-in-error') ===
    true
  )
}

/** Changes one line that is still as it was seen, with its audit row; durable on return. What was taken out stays out. */
const change =
  (desk: Desk, seen: Seen, asking: Asking) =>
  <T extends Type>({ call, type, set, also }: Changing<T>): Promise<Kept> =>
    desk.inTurn(async () => {
      const { row, resource } = await desk.demand(type, seen)
      if (isTakenOut(resource)) throw new Fault('chart.notCurrent')
      const by = asking.who()
      const parts = set(resource, desk.made(by))
      const { recordId } = seen
      const ops = [
        desk.change({ type, id: recordId }, parts),
        ...((await also?.(row, { ...resource, ...parts } as HeldOf<T>)) ?? []),
      ]
      const act = { name: `chart.${call}`, action: 'U', entity: `${type}/${recordId}` } as const
      await desk.commit(by, { ...act, ...(row.patientId !== null && { patientId: row.patientId }) }, ops)
      return { recordId }
    })

type Takers = { readonly [T in Type]: (resource: HeldOf<T>, reason: string) => Set }

const takers: Takers = {
  Condition: problemTakenOut,
  AllergyIntolerance: allergyTakenOut,
  MedicationStatement: statementTakenOut,
  Observation: (observation, reason) => ({ status: 'entered-in-error', extension: withReason(observation, reason) }),
}

const medicineCalls = (desk: Desk): Pick<Calls, 'changeMedicine' | 'stopMedicine'> => ({
  changeMedicine: ({ recordId, seenAt, ...said }, asking) =>
    change(
      desk,
      { recordId, seenAt },
      asking,
    )({
      call: 'changeMedicine',
      type: 'MedicationStatement',
      set: (statement, made) => medicineSet(said, statement, made),
    }),
  stopMedicine: ({ recordId, seenAt, ...stop }, asking) =>
    change(
      desk,
      { recordId, seenAt },
      asking,
    )({
      call: 'stopMedicine',
      type: 'MedicationStatement',
      set: statement => medicineStopped(statement, stop),
    }),
})

/** Changes of lines that are there. */
export const changeCalls = (desk: Desk): Calls => ({
  changeProblem: ({ recordId, seenAt, ...said }, asking) =>
    change(
      desk,
      { recordId, seenAt },
      asking,
    )({
      call: 'changeProblem',
      type: 'Condition',
      set: (condition, made) => {
        demandIcd(said.icd10, { before: icdIn(condition), now: desk.now() })
        return problemSet(said, condition, made)
      },
    }),
  changeAllergy: ({ recordId, seenAt, ...said }, asking) =>
    change(
      desk,
      { recordId, seenAt },
      asking,
    )({
      call: 'changeAllergy',
      type: 'AllergyIntolerance',
      set: (allergy, made) => {
        // That none are known is said and ended, never turned into an allergy.
        if (saysNone(allergy)) throw new Fault('input.invalid')
        return allergySet(said, allergy, made)
      },
      also: async ({ patientId }, changed) =>
        holds(changed) && patientId !== null ? endNone(desk, await desk.rowsOf(patientId)) : [],
    }),
  ...medicineCalls(desk),
  takeOut: ({ recordId, seenAt, type, reason }, asking) =>
    change(
      desk,
      { recordId, seenAt },
      asking,
    )<Type>({
      call: 'takeOut',
      type,
      set: resource => (takers[type] as (resource: HeldOf<Type>, reason: string) => Set)(resource, reason),
    }),
})
