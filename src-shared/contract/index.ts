import type { ContractRouterClient } from '@orpc/contract'
import { access } from './access.ts'
import { capture } from './capture.ts'
import { chart } from './chart.ts'
import { consults } from './consults.ts'
import { devices } from './devices.ts'
import { letters } from './letters.ts'
import { messages } from './messages.ts'
import { monitoring } from './monitoring.ts'
import { orders } from './orders.ts'
import { policies } from './policies.ts'
import { portal } from './portal.ts'
import { prescribing } from './prescribing.ts'
import { reactions } from './reactions.ts'
import { records } from './records.ts'
import { review } from './review.ts'
import { schedule } from './schedule.ts'
import { sync } from './sync.ts'
import { visits } from './visits.ts'
import { workstation } from './workstation.ts'

/** The whole conversation between the glass and the engine: one line per room. */
export const contract = {
  workstation,
  access,
  records,
  chart,
  capture,
  review,
  consults,
  messages,
  orders,
  letters,
  policies,
  prescribing,
  reactions,
  schedule,
  sync,
  devices,
  monitoring,
  visits,
  portal,
}
export type Cutis = typeof contract

/** What the renderer holds: the same names and types, without zod at run time. */
export type CutisClient = ContractRouterClient<Cutis>
