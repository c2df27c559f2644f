import type { access } from '../../src-shared/contract/access.ts'
import type { Service } from '../kernel/service.ts'
import { actOn, auditedChange, type Desk, prove } from './desk.ts'
import { preferenceStore } from './preference-store.ts'
import { newRecoveryCodes } from './recovery.ts'

type Own = Pick<Service<typeof access>, 'changePassword' | 'newRecoveryCodes' | 'preferences' | 'setPreference'>

/** What everybody does with what is their own: password, recovery codes, preferences. */
export function openOwn(desk: Desk): Own {
  const { vault, write, random } = desk
  const preferences = vault.store(preferenceStore)
  const writePreferences = vault.ops(preferenceStore)
  return {
    changePassword: ({ current, next }, asking) => {
      const by = asking.who()
      return desk.turnOf(by, async () => {
        await prove(desk, by.userId, current)
        const row = { by, act: actOn(by.userId, ['access.changePassword', 'U']) }
        await auditedChange(desk, row, () => vault.replaceSlot(by.userId, next, 'kept'))
      })
    },
    newRecoveryCodes: ({ password }, asking) => {
      const by = asking.who()
      return desk.turnOf(by, async () => {
        await prove(desk, by.userId, password)
        const { codes, hashes } = newRecoveryCodes(by.userId, random)
        const act = actOn(by.userId, ['access.newRecoveryCodes', 'U'])
        await vault.commit(by, act, [write.replaceRecovery(by.userId, hashes)])
        return { recoveryCodes: [...codes] }
      })
    },
    preferences: (_, asking) => preferences.of(asking.who().userId),
    setPreference: async ({ key, value }, asking) => {
      const by = asking.who()
      const act = actOn(by.userId, ['access.setPreference', 'U'])
      await vault.commit(by, act, [writePreferences.set(by.userId, key, value)])
    },
  }
}
