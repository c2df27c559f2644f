import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserId } from '../../src-shared/ids.ts'
import { openPlain } from './rig/plain.ts'
import { userStore } from './user-store.ts'

const ada = { userId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0001' as UserId, name: 'Ada', role: 'administrator' } as const
const bo = { userId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002' as UserId, name: 'Bo', role: 'nurse' } as const
const refused = expect.objectContaining({ code: 'access.refused' })

function furnished() {
  const { store } = openPlain(userStore)
  store.add(ada)
  store.add(bo)
  store.setSecondStep(ada.userId, { secret: 'S', step: 100, recoveryHashes: ['one', 'two'] })
  return store
}

test('a step is spent once, and with it every step before: whatever order they come in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 90, max: 130 }), { maxLength: 40 }), steps => {
      const store = furnished()
      let last = 100
      for (const step of steps) {
        if (step > last) store.spendStep(ada.userId, step)
        else expect(() => store.spendStep(ada.userId, step)).toThrow(refused)
        last = Math.max(last, step)
        expect(store.find(ada.userId)?.lastStep).toBe(last)
      }
    }),
  )
})

test('a recovery code is spent once, and only by its owner', () => {
  const store = furnished()
  expect(() => store.spendRecovery(bo.userId, 'one')).toThrow(refused)
  store.spendRecovery(ada.userId, 'one')
  expect(() => store.spendRecovery(ada.userId, 'one')).toThrow(refused)
  store.replaceRecovery(ada.userId, ['three'])
  expect(() => store.spendRecovery(ada.userId, 'two')).toThrow(refused)
  store.spendRecovery(ada.userId, 'three')
})

test('wrong codes count up until the right one', () => {
  const store = furnished()
  store.countWrongCode(ada.userId, '2026-03-02T08:00:00.000Z')
  store.countWrongCode(ada.userId, '2026-03-02T08:01:00.000Z')
  expect(store.find(ada.userId)).toMatchObject({ wrongCodes: 2, lastWrongCodeAt: '2026-03-02T08:01:00.000Z' })
  expect(store.find(bo.userId)).toEqual({ ...bo, active: true, lastStep: 0, wrongCodes: 0 })
  store.signedIn(ada.userId, '2026-03-02T08:02:00.000Z')
  const { wrongCodes, lastWrongCodeAt, lastSignInAt } = store.find(ada.userId) ?? {}
  expect({ wrongCodes, lastWrongCodeAt, lastSignInAt }).toEqual({
    wrongCodes: 0,
    lastWrongCodeAt: undefined,
    lastSignInAt: '2026-03-02T08:02:00.000Z',
  })
})

test('somebody can always manage users', () => {
  const store = furnished()
  const last = expect.objectContaining({ code: 'access.lastAdministrator' })
  expect(() => store.deactivate(ada.userId)).toThrow(last)
  expect(() => store.setRole(ada.userId, 'nurse')).toThrow(last)
})

test('there is one clinic', () => {
  const store = furnished()
  expect(store.clinic()).toBeUndefined()
  store.setClinic({ name: 'a', idleMinutes: 5 })
  store.setClinic({ name: 'b', idleMinutes: 15 })
  expect(store.clinic()).toEqual({ name: 'b', idleMinutes: 15 })
})
