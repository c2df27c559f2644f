import { oc } from '@orpc/contract'
import type { Permission } from '../policy.ts'

/** What the door must know of a call before it runs it. */
export interface CallMeta {
  readonly kind?: 'query' | 'command'
  /** Who may ask: `anyone` even while locked, `signed-in` for any role, else a permission of the policy table. */
  readonly needs?: Permission | 'anyone' | 'signed-in'
  /** Queries: what the answer is made of (store names). A commit that touches one of them makes the answer stale. */
  readonly reads?: readonly string[]
  /** Queries that show a patient: an audit row is durable before the answer leaves. */
  readonly audited?: boolean
}

const base = oc.$meta<CallMeta>({})

/** A question: it changes nothing and may be asked again at any time. */
export const query = (
  needs: NonNullable<CallMeta['needs']>,
  meta: { reads: readonly string[]; audited?: boolean } = { reads: [] },
) => base.meta({ kind: 'query', needs, ...meta })

/** An order: it changes something, inside one commit that also writes its audit row. */
export const command = (needs: NonNullable<CallMeta['needs']>) => base.meta({ kind: 'command', needs })
