import type { access } from '../../src-shared/contract/access.ts'
import { may } from '../../src-shared/policy.ts'
import type { Service } from '../kernel/service.ts'
import type { Reads, StoreModule, Vault } from '../vault/index.ts'
import { auditStore } from './audit-store.ts'
import { type Followed, genesis } from './chain.ts'

/** Entries recomputed in one go of the vault's thread: some tens of milliseconds, so that a capture never waits longer. */
const slice = 10_000

type AuditReads = typeof auditStore extends StoreModule<infer S> ? Reads<S> : never

/** Reading the trail, and proving it. */
export function openTrail(vault: Vault): Pick<Service<typeof access>, 'audit' | 'verifyAudit'> {
  const trail = vault.store(auditStore)
  return {
    audit: (asked, asking) => {
      const { userId, role } = asking.who()
      return trail.page(may(role, 'audit.read') ? asked : { ...asked, userId })
    },
    verifyAudit: async () => {
      const { seq, hash, firstBadSeq } = await followAll(trail)
      return {
        rows: seq,
        intact: firstBadSeq === undefined,
        head: hash,
        ...(firstBadSeq !== undefined && { firstBadSeq }),
      }
    },
  }
}

/**
 * Recomputes the whole chain. Proves that nothing before its end was changed, inserted, moved or taken out;
 * an end that was cut off shows in the vault's head, not here.
 */
async function followAll(trail: AuditReads): Promise<Followed> {
  let at: Followed = genesis
  for (;;) {
    const next = await trail.verify(at, slice)
    if (next.firstBadSeq !== undefined || next.seq === at.seq) return next
    at = next
  }
}
