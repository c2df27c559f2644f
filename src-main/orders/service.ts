import type { orders } from '../../src-shared/contract/orders.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import type { OrderRecord } from './body.ts'
import { type Desk, type OrderNeeds, openDesk } from './desk.ts'
import { collect, enterResult, match, plainStep, setAside, signResult, tell } from './steps.ts'
import { ofPatient, shownOf, tracking } from './view.ts'
import { draft, send } from './writing.ts'

export interface Orders {
  readonly service: Service<typeof orders>
}

/** A command: in turn, and answered with the order as it is then. */
const command =
  <Told>(desk: Desk, run: (desk: Desk, asking: Asking, told: Told) => Promise<OrderRecord>) =>
  (told: Told, asking: Asking) =>
    desk.inTurn(async () => {
      const { orderId, patientId } = await run(desk, asking, told)
      asking.about(patientId)
      return shownOf(desk, orderId)
    })

export function openOrders(needs: OrderNeeds): Orders {
  const desk = openDesk(needs)
  return {
    service: {
      ofPatient: ({ patientId }) => ofPatient(desk, patientId),
      tracking: () => tracking(desk),
      draft: command(desk, draft),
      send: command(desk, send),
      step: command(desk, plainStep),
      collect: command(desk, collect),
      enterResult: command(desk, enterResult),
      match: command(desk, match),
      setAside: (told, asking) => desk.inTurn(() => setAside(desk, asking, told)),
      signResult: command(desk, signResult),
      tell: command(desk, tell),
    },
  }
}
