import type { ContractRouterClient } from '@orpc/contract'
import { access } from './access.ts'
import { capture } from './capture.ts'
import { chart } from './chart.ts'
import { consults } from './consults.ts'
import { devices } from './devices.ts'
import { messages } from './messages.ts'
import { monitoring } from './monitoring.ts'
import { orders } from './orders.ts'
import { prescribing } from './prescribing.ts'
import { records } from './records.ts'
import { review } from './review.ts'
import { sync } from './sync.ts'
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
  prescribing,
  sync,
  devices,
  monitoring,
}
export type Cutis = typeof contract

/** What the renderer holds: the same names and types, without zod at run time. */
export type CutisClient = ContractRouterClient<Cutis>
