import type { chart } from '../../src-shared/contract/chart.ts'
import type { Service } from '../kernel/service.ts'
import { addCalls } from './adding.ts'
import { changeCalls } from './changing.ts'
import { type ChartNeeds, openDesk } from './desk.ts'
import { viewOf } from './view.ts'

export type { ChartNeeds } from './desk.ts'

export interface Chart {
  readonly service: Service<typeof chart>
  /** The chart of a patient as it stands. Fault records.unknown. */
  readonly viewOf: (patientId: string) => Promise<ReturnType<typeof viewOf>>
}

export function openChart(needs: ChartNeeds): Chart {
  const desk = openDesk(needs)
  return {
    viewOf: async patientId => viewOf(await desk.rowsOf(patientId), false),
    service: {
      view: async ({ patientId, history = false }) => viewOf(await desk.rowsOf(patientId), history),
      ...addCalls(desk),
      ...changeCalls(desk),
    },
  }
}
