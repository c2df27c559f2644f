import { afterEach, expect, test } from 'vitest'
import { clockAt, codeOf, furnished, newFolder, type Rig } from './rig/open.ts'

const rigs: Rig[] = []
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close()
})

async function signedIn() {
  const clock = clockAt('2026-03-02T08:00:00Z')
  const { rig, enrolment } = await furnished(newFolder(), clock)
  rigs.push(rig)
  const by = rig.access.caller()
  if (!by) throw new Error('nobody is in')
  const code = () => codeOf(enrolment.secret, clock.now())
  return { rig, clock, by, code, enrolment }
}

test('a fresh code signs once, in the commit of what it signs', async () => {
  const { rig, clock, by, code } = await signedIn()
  clock.pass(60)
  const sign = (typed: string) =>
    rig.access.proveAgain(by, typed, async ({ spend, factor }) => {
      await rig.vault.commit(by, { name: 'test.sign', action: 'C' }, [spend])
      return factor
    })
  const typed = code()
  expect(await sign(typed)).toBe('totp')
  await expect(sign(typed)).rejects.toMatchObject({ code: 'access.refused' })
})

test('where the work fails the code is not spent', async () => {
  const { rig, clock, by, code } = await signedIn()
  clock.pass(60)
  const typed = code()
  await expect(rig.access.proveAgain(by, typed, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await rig.access.proveAgain(by, typed, ({ spend }) =>
    rig.vault.commit(by, { name: 'test.sign', action: 'C' }, [spend]),
  )
})

test('a wrong code is refused, counted, and after five one waits', async () => {
  const { rig, clock, by, code } = await signedIn()
  clock.pass(60)
  const never = () => Promise.reject(new Error('must not run'))
  for (let turn = 0; turn < 5; turn++)
    await expect(rig.access.proveAgain(by, '000000', never)).rejects.toMatchObject({ code: 'access.refused' })
  await expect(rig.access.proveAgain(by, code(), never)).rejects.toMatchObject({ code: 'access.tooManyTries' })
})

test('a recovery code signs once', async () => {
  const { rig, by, enrolment } = await signedIn()
  const [recovery = ''] = enrolment.recoveryCodes
  const factor = await rig.access.proveAgain(by, recovery, async proof => {
    await rig.vault.commit(by, { name: 'test.sign', action: 'C' }, [proof.spend])
    return proof.factor
  })
  expect(factor).toBe('recovery-code')
})

test('at the seat no code is asked for: the same secret as with one, and none for anybody who does not sit there', async () => {
  const { rig, clock, by, code } = await signedIn()
  clock.pass(60)
  const withCode = await rig.access.proveAgain(by, code(), async ({ spend, own }) => {
    await rig.vault.commit(by, { name: 'test.sign', action: 'C' }, [spend])
    return own && Buffer.from(own)
  })
  let kept: Buffer | undefined
  const atSeat = await rig.access.atSeat(by, async own => {
    kept = own
    return own && Buffer.from(own)
  })
  expect(atSeat?.length).toBe(32)
  expect(atSeat).toEqual(withCode)
  expect(kept).toEqual(Buffer.alloc(32))
  const before = { ...by, sessionId: by.userId as unknown as typeof by.sessionId }
  expect(await rig.access.atSeat(before, async own => own)).toBeUndefined()
  await rig.access.lock('person')
  expect(await rig.access.atSeat(by, async own => own)).toBeUndefined()
})
