import type { chart, NewAllergy } from '../../src-shared/contract/chart.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import type { Op } from '../vault/index.ts'
import { addCalls } from './adding.ts'
import { holds, newAllergy } from './allergy.ts'
import { changeCalls } from './changing.ts'
import { type ChartNeeds, openDesk } from './desk.ts'
import { endNone } from './none.ts'
import { viewOf } from './view.ts'

export type { ChartNeeds } from './desk.ts'

export interface Chart {
  readonly service: Service<typeof chart>
  /** The chart of a patient as it stands. Fault records.unknown. */
  readonly viewOf: (patientId: string) => Promise<ReturnType<typeof viewOf>>
  /**
   * Another room's commit with the writes of a new allergy: what it was told of becomes a line of the chart in the same moment. It is
   * kept in the chart's own turn, so that nobody says in between that none is known.
   */
  readonly withAllergy: <T>(said: NewAllergy, by: Caller, keep: (ops: readonly Op[]) => Promise<T>) => Promise<T>
}

export function openChart(needs: ChartNeeds): Chart {
  const desk = openDesk(needs)
  return {
    viewOf: async patientId => viewOf(await desk.rowsOf(patientId), false),
    withAllergy: (said, by, keep) =>
      desk.inTurn(async () => {
        const rows = await desk.rowsOf(said.patientId)
        const resource = newAllergy(said, desk.made(by))
        return keep([desk.put(resource), ...(holds(resource) ? endNone(desk, rows) : [])])
      }),
    service: {
      view: async ({ patientId, history = false }) => viewOf(await desk.rowsOf(patientId), history),
      ...addCalls(desk),
      ...changeCalls(desk),
    },
  }
}
