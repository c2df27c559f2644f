import { afterEach, expect, test, vi } from 'vitest'
import type { UserId } from '../../src-shared/ids.ts'
import { clockAt, codeOf, furnished, newFolder, openRig, password, type Rig } from './rig/open.ts'

const rigs: Rig[] = []
const kept = <R extends Rig>(rig: R): R => {
  rigs.push(rig)
  return rig
}
afterEach(async () => {
  vi.useRealTimers()
  for (const rig of rigs.splice(0)) await rig.close()
})

const refused = { code: 'access.refused' }

/** A house after a restart, with one administrator whose secret is known. */
async function restarted() {
  const [folder, clock] = [newFolder(), clockAt('2026-03-02T08:00:00Z')]
  const { rig, admin, enrolment } = await furnished(folder, clock)
  await rig.close()
  const open = () => kept(openRig(folder, clock))
  const code = () => codeOf(enrolment.secret, clock.now())
  return { open, clock, code, admin, enrolment, userId: admin.userId }
}

test('first run: vault, administrator, second step, in', async () => {
  const clock = clockAt('2026-03-02T08:00:00Z')
  const rig = kept(openRig(newFolder(), clock))
  const { service } = rig.access
  expect(await service.door(undefined, rig.asking)).toMatchObject({ house: 'fresh', faces: [], demo: false })
  const enrolment = await service.setUp({ clinicName: 'Hill Street', name: 'Ada Admin', password }, rig.asking)
  expect(enrolment.recoveryCodes).toHaveLength(10)
  expect(enrolment.uri).toContain(`secret=${enrolment.secret}`)
  expect(enrolment.qrSvg).toMatch(/^<svg/)
  expect(await service.door(undefined, rig.asking)).toMatchObject({ house: 'locked' })
  expect(rig.access.caller()).toBeUndefined()

  await expect(service.confirmCode({ code: '000000' }, rig.asking)).rejects.toMatchObject(refused)
  const { me } = await service.confirmCode({ code: codeOf(enrolment.secret, clock.now()) }, rig.asking)
  expect(me).toMatchObject({ name: 'Ada Admin', role: 'administrator' })
  expect(rig.access.caller()).toMatchObject({ userId: me.userId, sessionId: me.sessionId })
  expect(await service.door(undefined, rig.asking)).toMatchObject({ house: 'open', clinicName: 'Hill Street', me })
  expect(rig.news).toEqual([{ kind: 'opened' }])
  const rows = await service.audit({ limit: 100 }, rig.asking)
  expect(rows.map(row => [row.name, row.outcome])).toEqual([
    ['access.enrol', 'ok'],
    ['access.enrol', 'refused'],
    ['access.setUp', 'ok'],
  ])
  await expect(service.setUp({ clinicName: 'x', name: 'y', password }, rig.asking)).rejects.toMatchObject({
    code: 'vault.exists',
  })
  expect(rig.access.caller()).toMatchObject({ userId: me.userId })
})

test('a restart before the second step was confirmed: the password leads to a new secret', async () => {
  const [folder, clock] = [newFolder(), clockAt('2026-03-02T08:00:00Z')]
  const before = openRig(folder, clock)
  const { secret } = await before.access.service.setUp({ clinicName: 'c', name: 'Ada', password }, before.asking)
  await before.close()
  const rig = kept(openRig(folder, clock))
  const { service } = rig.access
  const userId = rig.vault.faces()[0]?.userId as UserId
  await expect(service.confirmCode({ code: codeOf(secret, clock.now()) }, rig.asking)).rejects.toMatchObject({
    code: 'access.enrolmentOver',
  })
  const entry = await service.signIn({ userId, password }, rig.asking)
  if (entry.state !== 'enrol') throw new Error('expected to enrol')
  expect(entry.enrolment.secret).not.toBe(secret)
  await expect(service.confirmCode({ code: codeOf(secret, clock.now()) }, rig.asking)).rejects.toMatchObject(refused)
  const { me } = await service.confirmCode({ code: codeOf(entry.enrolment.secret, clock.now()) }, rig.asking)
  expect(me.userId).toBe(userId)
})

test('a power cut between the making of the vault and its first commit is made good at the next sign-in', async () => {
  const [folder, clock] = [newFolder(), clockAt('2026-03-02T08:00:00Z')]
  const rig = kept(openRig(folder, clock))
  const userId = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002' as UserId
  await rig.vault.create({ userId, name: 'Ada', role: 'administrator' }, password)
  await rig.vault.lock()
  expect(await rig.access.service.signIn({ userId, password }, rig.asking)).toMatchObject({ state: 'enrol' })
})

test('a code works once, also across a restart and for two at the same moment', async () => {
  const { open, clock, code, userId } = await restarted()
  const rig = open()
  const attempt = { userId, password, code: code() }
  const both = await Promise.allSettled([
    rig.access.service.signIn(attempt, rig.asking),
    rig.access.service.signIn(attempt, rig.asking),
  ])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  await rig.close()
  rigs.length = 0
  const again = open()
  await expect(again.access.service.signIn(attempt, again.asking)).rejects.toMatchObject(refused)
  clock.pass(30)
  // The code of the step before is still in the window, and still spent.
  await expect(again.access.service.signIn(attempt, again.asking)).rejects.toMatchObject(refused)
  expect(await again.access.service.signIn({ ...attempt, code: code() }, again.asking)).toMatchObject({ state: 'in' })
})

test('wrong password, wrong code, no code and an unknown person are refused alike, and the vault is locked again', async () => {
  const { open, code, userId } = await restarted()
  const rig = open()
  const stranger = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0009' as UserId
  const attempts = [
    { userId, password: 'wrong password', code: code() },
    { userId, password, code: '000000' },
    { userId, password },
    { userId: stranger, password, code: code() },
    { userId, password, code: '0000-0000-0000-0000-0000-0000-00' },
  ]
  for (const attempt of attempts) {
    await expect(rig.access.service.signIn(attempt, rig.asking)).rejects.toMatchObject(refused)
    expect(rig.vault.state()).toBe('locked')
    expect(rig.access.caller()).toBeUndefined()
  }
})

test('five wrong codes make everybody wait, the right code too, across a restart', async () => {
  const { open, clock, code, userId } = await restarted()
  const first = open()
  for (let tries = 0; tries < 5; tries++)
    await expect(first.access.service.signIn({ userId, password, code: '000000' }, first.asking)).rejects.toMatchObject(
      refused,
    )
  await first.close()
  rigs.length = 0
  const rig = open()
  const tooMany = { code: 'access.tooManyTries' }
  await expect(rig.access.service.signIn({ userId, password, code: code() }, rig.asking)).rejects.toMatchObject(tooMany)
  clock.pass(31)
  await expect(rig.access.service.signIn({ userId, password, code: '000000' }, rig.asking)).rejects.toMatchObject(
    refused,
  )
  clock.pass(31)
  await expect(rig.access.service.signIn({ userId, password, code: code() }, rig.asking)).rejects.toMatchObject(tooMany)
  clock.pass(30)
  await rig.access.service.signIn({ userId, password, code: code() }, rig.asking)
  const rows = await rig.access.service.audit({ limit: 100 }, rig.asking)
  const outcomes = rows.filter(row => row.name === 'access.signIn').map(row => row.outcome)
  expect(outcomes).toEqual(['ok', 'waiting', 'refused', 'waiting', ...Array<string>(5).fill('refused')])
})

test('a recovery code stands in for the code once, also across a restart, however it is typed', async () => {
  const { open, enrolment, userId } = await restarted()
  const [one, two] = enrolment.recoveryCodes as [string, string]
  const first = open()
  const typed = one.toLowerCase().replaceAll('-', ' ')
  await first.access.service.signIn({ userId, password, code: typed }, first.asking)
  await first.close()
  rigs.length = 0
  const rig = open()
  await expect(rig.access.service.signIn({ userId, password, code: one }, rig.asking)).rejects.toMatchObject(refused)
  await rig.access.service.signIn({ userId, password, code: two }, rig.asking)
  const [row] = await rig.access.service.audit({ limit: 1 }, rig.asking)
  expect(row).toMatchObject({ name: 'access.signIn', outcome: 'ok by recovery code', entity: `User/${userId}` })
})

test('a clock set far back refuses and does not break', async () => {
  const { open, clock, code, userId } = await restarted()
  clock.pass(-365 * 86_400)
  const rig = open()
  await expect(rig.access.service.signIn({ userId, password, code: code() }, rig.asking)).rejects.toMatchObject(refused)
})

test('locking forgets the person at once, closes the vault and tells why', async () => {
  const { open, code, userId } = await restarted()
  const rig = open()
  const told: string[] = []
  rig.access.whenOpened(() => void told.push('opened'))
  rig.access.whenLocked(why => void told.push(why))
  const entry = await rig.access.service.signIn({ userId, password, code: code() }, rig.asking)
  if (entry.state !== 'in') throw new Error('expected to be in')
  expect(rig.access.admits(entry.me.bytes)).toMatchObject({ userId })
  expect(rig.access.admits(`${entry.me.bytes}x`)).toBeUndefined()
  expect(rig.access.admits('')).toBeUndefined()
  const locking = rig.access.lock('suspend')
  expect(rig.access.caller()).toBeUndefined()
  expect(rig.access.admits(entry.me.bytes)).toBeUndefined()
  await locking
  expect(rig.vault.state()).toBe('locked')
  expect(rig.news).toEqual([{ kind: 'opened' }, { kind: 'locked', why: 'suspend' }])
  await rig.access.lock('idle')
  expect(rig.news).toHaveLength(2)
  expect(told).toEqual(['opened', 'suspend'])
})

test('a sign-in and a lock at the same moment end locked', async () => {
  const { open, code, userId } = await restarted()
  const rig = open()
  const entry = rig.access.service.signIn({ userId, password, code: code() }, rig.asking)
  const locking = rig.access.lock('screen')
  await Promise.allSettled([entry, locking])
  expect(rig.access.caller()).toBeUndefined()
  expect(rig.vault.state()).toBe('locked')
  // Had the seat kept them, the next person's password alone would let them in.
  const wrong = rig.access.service.signIn({ userId, password, code: '000000' }, rig.asking)
  await expect(wrong).rejects.toMatchObject(refused)
  expect(rig.access.caller()).toBeUndefined()
  expect(rig.vault.state()).toBe('locked')
})

test('a vault that closed itself takes its person with it', async () => {
  // The watch that looks every second would hide who was left behind until it looks.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { open, clock, code, userId } = await restarted()
  const rig = open()
  await rig.access.service.signIn({ userId, password, code: code() }, rig.asking)
  await rig.vault.lock()
  expect(rig.access.caller()).toBeUndefined()
  expect(await rig.access.service.door(undefined, rig.asking)).toMatchObject({ house: 'locked' })
  clock.pass(60)
  const wrong = rig.access.service.signIn({ userId, password, code: '000000' }, rig.asking)
  await expect(wrong).rejects.toMatchObject(refused)
  expect(rig.vault.state()).toBe('locked')
  expect(rig.access.caller()).toBeUndefined()
})
