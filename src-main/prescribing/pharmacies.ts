import type { prescribing } from '../../src-shared/contract/prescribing.ts'
import type { Service } from '../kernel/service.ts'
import { present } from '../records/index.ts'
import type { PrescribingNeeds } from './desk.ts'
import { pharmacyStore } from './pharmacy-store.ts'

/** The clinic's pharmacies: told to whoever prescribes, kept whole by whoever configures the clinic. */
export function openPharmacies({
  vault,
}: Pick<PrescribingNeeds, 'vault'>): Pick<Service<typeof prescribing>, 'pharmacies' | 'setPharmacies'> {
  const [store, write] = [vault.store(pharmacyStore), vault.ops(pharmacyStore)]
  return {
    pharmacies: async () => (await store.all()).map(({ name, ncpdp }) => present({ name, ncpdp: ncpdp ?? undefined })),
    setPharmacies: async ({ list }, asking) => {
      // A name stands once: the one that was written last.
      const byName = new Map(list.map(({ name, ncpdp = null }) => [name, { name, ncpdp }]))
      const act = { name: 'prescribing.setPharmacies', action: 'U', entity: 'Clinic/this' } as const
      await vault.commit(asking.who(), act, [write.replace([...byName.values()])])
    },
  }
}
