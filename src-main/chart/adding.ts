import type { chart } from '../../src-shared/contract/chart.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import type { Held, HeldRow } from '../records/index.ts'
import type { Op } from '../vault/index.ts'
import { holds, newAllergy, noneKnown, saysNone } from './allergy.ts'
import { demandFact, demandIcd, demandResult } from './checks.ts'
import type { Desk, Kept } from './desk.ts'
import { newFact } from './facts.ts'
import type { Made } from './line.ts'
import { newMedicine } from './medicine.ts'
import { endNone, heldAllergies } from './none.ts'
import { newProblem } from './problem.ts'
import { newResult } from './result.ts'

type Calls = Pick<
  Service<typeof chart>,
  'addProblem' | 'addAllergy' | 'noKnownAllergies' | 'addMedicine' | 'addResult' | 'setFact'
>

interface Fresh {
  readonly recordId: string
  readonly patientId: string
}

interface Adding {
  readonly call: keyof Calls
  readonly type: Exclude<Held['resourceType'], 'Binary'>
  /** The record, and what else changes in the same commit; a Fault where it may not be. */
  readonly make: (made: Made, rows: readonly HeldRow[]) => { readonly resource: Held; readonly also?: readonly Op[] }
}

/** Keeps one new line of a patient's chart with its audit row; durable on return. The same asked twice is kept once. */
const add = (desk: Desk, said: Fresh, asking: Asking) => {
  const { recordId, patientId } = said
  return ({ call, type, make }: Adding): Promise<Kept> =>
    desk.inTurn(async () => {
      const rows = await desk.rowsOf(patientId)
      if (await desk.isKept(type, said)) return { recordId }
      const by = asking.who()
      const { resource, also = [] } = make(desk.made(by), rows)
      const act = { name: `chart.${call}`, action: 'C', patientId, entity: `${type}/${recordId}` } as const
      await desk.commit(by, act, [desk.put(resource), ...also])
      return { recordId }
    })
}

const historyCalls = (desk: Desk): Pick<Calls, 'addProblem' | 'addAllergy' | 'noKnownAllergies'> => ({
  addProblem: (said, asking) => {
    demandIcd(said.icd10, { now: desk.now() })
    return add(
      desk,
      said,
      asking,
    )({
      call: 'addProblem',
      type: 'Condition',
      make: made => ({ resource: newProblem(said, made) }),
    })
  },
  addAllergy: (said, asking) =>
    add(
      desk,
      said,
      asking,
    )({
      call: 'addAllergy',
      type: 'AllergyIntolerance',
      make: (made, rows) => {
        const resource = newAllergy(said, made)
        return { resource, also: holds(resource) ? endNone(desk, rows) : [] }
      },
    }),
  noKnownAllergies: (said, asking) =>
    add(
      desk,
      said,
      asking,
    )({
      call: 'noKnownAllergies',
      type: 'AllergyIntolerance',
      make: (made, rows) => {
        if (heldAllergies(rows).some(allergy => !saysNone(allergy))) throw new Fault('chart.allergiesListed')
        // Asked again, the newer answer takes the older one's place.
        return { resource: noneKnown(said.recordId, said.patientId, made), also: endNone(desk, rows) }
      },
    }),
})

const measuredCalls = (desk: Desk): Pick<Calls, 'addMedicine' | 'addResult' | 'setFact'> => ({
  addMedicine: (said, asking) =>
    add(
      desk,
      said,
      asking,
    )({
      call: 'addMedicine',
      type: 'MedicationStatement',
      make: made => ({ resource: newMedicine(said, made) }),
    }),
  addResult: (said, asking) => {
    demandResult(said, desk.now())
    return add(
      desk,
      said,
      asking,
    )({
      call: 'addResult',
      type: 'Observation',
      make: made => ({ resource: newResult(said, made) }),
    })
  },
  setFact: (said, asking) => {
    demandFact(said, desk.now())
    return add(
      desk,
      said,
      asking,
    )({
      call: 'setFact',
      type: 'Observation',
      make: made => ({ resource: newFact(said, made) }),
    })
  },
})

/** New lines of the chart. */
export const addCalls = (desk: Desk): Calls => ({ ...historyCalls(desk), ...measuredCalls(desk) })
