import { afterEach, beforeEach, expect, test } from 'vitest'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { auditStore } from './audit-store.ts'
import { clockAt, codeOf, furnished, joined, newFolder, openRig, password, type Rig } from './rig/open.ts'
import { userStore } from './user-store.ts'

const clock = clockAt('2026-03-02T08:00:00Z')
let folder: string
let rig: Rig
let admin: { userId: UserId; bytes: string }
let secret: string

beforeEach(async () => {
  folder = newFolder()
  const house = await furnished(folder, clock)
  rig = house.rig
  admin = house.admin
  secret = house.enrolment.secret
})
afterEach(() => rig.close())

const service = () => rig.access.service
/** The administrator signs in again; whoever sat there leaves. */
async function adminBack(): Promise<void> {
  clock.pass(60)
  await service().signIn({ userId: admin.userId, password, code: codeOf(secret, clock.now()) }, rig.asking)
}
/** Everybody's rows, newest first, as nobody but a privacy officer may ask for them. */
const trail = async () =>
  (await rig.vault.store(auditStore).page({ limit: 500 })).map(row => `${row.userName}: ${row.name} ${row.outcome}`)

test('a person who was added sets up their second step as they first sign in, and then sits there', async () => {
  const before = admin.bytes
  const nurse = await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  expect(rig.access.caller()).toMatchObject({ userId: nurse.userId, role: 'nurse' })
  expect(rig.access.admits(before)).toBeUndefined()
  expect(rig.news.map(told => told.kind)).toEqual(['opened', 'locked', 'opened'])
  await adminBack()
  expect(await service().users(undefined, rig.asking)).toEqual([
    expect.objectContaining({ name: 'Ada Admin', active: true, secondStep: 'set' }),
    expect.objectContaining({ name: 'Nia', role: 'nurse', secondStep: 'set', lastSignInAt: expect.any(String) }),
  ])
})

test('who fails to follow leaves the one who sits there in place, and a row', async () => {
  const nurse = await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  await adminBack()
  const wrong = { userId: nurse.userId, password: 'wrong password', code: '000000' }
  await expect(service().signIn(wrong, rig.asking)).rejects.toMatchObject({ code: 'access.refused' })
  const wrongCode = { ...wrong, password: nurse.password }
  await expect(service().signIn(wrongCode, rig.asking)).rejects.toMatchObject({ code: 'access.refused' })
  expect(rig.access.caller()).toMatchObject({ userId: admin.userId })
  expect(rig.vault.state()).toBe('open')
  expect((await trail()).slice(0, 5)).toEqual([
    'Nia: access.signIn refused',
    'Nia: access.signIn refused',
    'Nia: access.leave person',
    'Ada Admin: access.signIn ok',
    'Nia: access.enrol ok',
  ])
})

test('deactivated: no slot, no sign-in; let back in with a new password and a new second step', async () => {
  const nurse = await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  await adminBack()
  await service().setActive({ userId: nurse.userId, active: false }, rig.asking)
  expect(rig.vault.faces().map(face => face.name)).toEqual(['Ada Admin'])
  const entry = { userId: nurse.userId, password: nurse.password, code: codeOf(nurse.enrolment.secret, clock.now()) }
  await expect(service().signIn(entry, rig.asking)).rejects.toMatchObject({ code: 'access.refused' })
  await service().setActive({ userId: nurse.userId, active: true, password: 'another password' }, rig.asking)
  expect(await service().signIn({ ...entry, password: 'another password' }, rig.asking)).toMatchObject({
    state: 'enrol',
  })
})

test('a slot left over by a crash opens nothing for a person who is inactive', async () => {
  const nurse = await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  await adminBack()
  await service().setActive({ userId: nurse.userId, active: false }, rig.asking)
  await rig.vault.addSlot({ userId: nurse.userId, name: 'Nia', role: 'nurse' }, nurse.password)
  const entry = { userId: nurse.userId, password: nurse.password, code: codeOf(nurse.enrolment.secret, clock.now()) }
  await rig.access.lock('person')
  await expect(service().signIn(entry, rig.asking)).rejects.toMatchObject({ code: 'access.refused' })
  expect(rig.vault.state()).toBe('locked')
  await adminBack()
  await service().setActive({ userId: nurse.userId, active: false }, rig.asking)
  expect(rig.vault.faces()).toHaveLength(1)
})

test('the last active administrator stays one', async () => {
  const last = { code: 'access.lastAdministrator' }
  await expect(service().setActive({ userId: admin.userId, active: false }, rig.asking)).rejects.toMatchObject(last)
  await expect(service().setRole({ userId: admin.userId, role: 'nurse' }, rig.asking)).rejects.toMatchObject(last)
  const second = await service().addUser({ name: 'Bo', role: 'administrator', password }, rig.asking)
  await service().setActive({ userId: second.userId as UserId, active: false }, rig.asking)
  await expect(service().setActive({ userId: admin.userId, active: false }, rig.asking)).rejects.toMatchObject(last)
  expect(rig.access.caller()).toMatchObject({ userId: admin.userId })
  await service().setRole({ userId: second.userId as UserId, role: 'administrator' }, rig.asking)
  await service().setActive({ userId: second.userId as UserId, active: true, password }, rig.asking)
  await service().setRole({ userId: admin.userId, role: 'nurse' }, rig.asking)
  // Whoever gave their own rights away does not go on with them.
  expect(rig.access.caller()).toBeUndefined()
  expect(rig.vault.state()).toBe('locked')
  expect(rig.vault.faces().find(face => face.userId === admin.userId)?.role).toBe('nurse')
  await adminBack()
  expect(rig.access.caller()).toMatchObject({ role: 'nurse' })
})

test('the password of a slot is worth nothing once it was changed, by oneself or by an administrator', async () => {
  const next = 'a new password of mine'
  const refused = { code: 'access.refused' }
  await expect(service().changePassword({ current: 'wrong', next }, rig.asking)).rejects.toMatchObject(refused)
  await service().changePassword({ current: password, next }, rig.asking)
  await rig.access.lock('person')
  const entry = { userId: admin.userId, password, code: codeOf(secret, clock.now()) }
  await expect(service().signIn(entry, rig.asking)).rejects.toMatchObject(refused)
  await service().signIn({ ...entry, password: next }, rig.asking)

  const self = { userId: admin.userId, password }
  await expect(service().setPassword(self, rig.asking)).rejects.toMatchObject({ code: 'access.denied' })
  const nurse = await service().addUser({ name: 'Nia', role: 'nurse', password }, rig.asking)
  const userId = nurse.userId as UserId
  await service().setPassword({ userId, password: next }, rig.asking)
  await expect(service().signIn({ userId, password }, rig.asking)).rejects.toMatchObject(refused)
  expect(await service().signIn({ userId, password: next }, rig.asking)).toMatchObject({ state: 'enrol' })
})

test('new recovery codes end the old ones; a reset second step ends its codes', async () => {
  const { recoveryCodes } = await service().newRecoveryCodes({ password }, rig.asking)
  await rig.access.lock('person')
  const code = recoveryCodes[0] as string
  await service().signIn({ userId: admin.userId, password, code }, rig.asking)
  await service().resetSecondStep({ userId: admin.userId }, rig.asking)
  await rig.access.lock('person')
  const entry = await service().signIn({ userId: admin.userId, password, code: recoveryCodes[1] }, rig.asking)
  expect(entry).toMatchObject({ state: 'enrol' })
})

test('rows are seen by who may: all by the privacy officer, one’s own by everybody else', async () => {
  await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  const own = await service().audit({ limit: 500, userId: admin.userId }, rig.asking)
  expect(new Set(own.map(row => row.userName))).toEqual(new Set(['Nia']))
  await adminBack()
  expect(new Set((await service().audit({ limit: 500 }, rig.asking)).map(row => row.userName))).toEqual(
    new Set(['Ada Admin']),
  )
  await joined(rig, clock, { name: 'Pia', role: 'privacy-officer' })
  const all = await service().audit({ limit: 500 }, rig.asking)
  expect(new Set(all.map(row => row.userName))).toEqual(new Set(['Ada Admin', 'Nia', 'Pia']))
  expect(await service().verifyAudit(undefined, rig.asking)).toEqual({
    rows: all.length,
    intact: true,
    head: all[0]?.hash,
  })
})

test('who left cannot go on with what they began', async () => {
  const asked = rig.asking.who()
  await rig.access.lock('person')
  await adminBack()
  const stale = { who: () => asked, about: () => undefined }
  await expect(service().addUser({ name: 'x', role: 'nurse', password }, stale)).rejects.toMatchObject({
    code: 'vault.locked',
  })
})

test('preferences are each person’s own; the clinic’s settings everybody’s', async () => {
  await service().setPreference({ key: '__proto__', value: 'dark' }, rig.asking)
  await service().setPreference({ key: 'theme', value: 'dark' }, rig.asking)
  await service().setPreference({ key: 'theme', value: 'light' }, rig.asking)
  expect(Object.entries(await service().preferences(undefined, rig.asking))).toEqual([
    ['__proto__', 'dark'],
    ['theme', 'light'],
  ])
  await service().configure({ idleMinutes: 15 }, rig.asking)
  await service().configure({ clinicName: 'Hill Street Skin' }, rig.asking)
  await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  expect(await service().preferences(undefined, rig.asking)).toEqual({})
  expect(await service().door(undefined, rig.asking)).toMatchObject({ clinicName: 'Hill Street Skin', idleMinutes: 15 })
})

test('no row, no change: a commit that fails leaves neither a user nor a slot', async () => {
  const { vault } = rig
  const failing = { ...vault, commit: async () => Promise.reject(new Fault('vault.full')) }
  const { openAccess } = await import('./index.ts')
  const other = openAccess({ vault: failing, news: { tell: () => undefined }, now: clock.now, log: () => undefined })
  const entry = { userId: admin.userId, password, code: codeOf(secret, clock.now()) }
  await expect(other.service.signIn(entry, rig.asking)).rejects.toMatchObject({ code: 'vault.full' })
  expect(other.caller()).toBeUndefined()
  expect(vault.faces()).toHaveLength(1)
})

test('invented people only in the demo house', async () => {
  const person = {
    userId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0042' as UserId,
    name: 'Demo Derm',
    role: 'dermatologist',
    password: 'demo demo demo',
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  } as const
  await expect(rig.access.enrolDirectly(person)).rejects.toMatchObject({ code: 'access.denied' })
  const folders = newFolder()
  const first = openRig(folders, clock, { demo: [] })
  await first.access.enrolDirectly(person)
  await first.close()
  const demo = openRig(folders, clock, { demo: [person] })
  const face = { userId: person.userId, name: 'Demo Derm', role: 'dermatologist' }
  expect(await demo.access.service.door(undefined, demo.asking)).toMatchObject({
    house: 'locked',
    demo: true,
    faces: [face],
    demoFaces: [{ ...face, password: person.password, secret: person.secret }],
  })
  const entry = { userId: person.userId, password: person.password, code: codeOf(person.secret, clock.now()) }
  expect(await demo.access.service.signIn(entry, demo.asking)).toMatchObject({ state: 'in' })
  await demo.close()
})

test('the demo is opened from an empty house only', async () => {
  let started = 0
  const startDemo = async () => void started++
  const empty = openRig(newFolder(), clock, { startDemo })
  expect(await empty.access.service.openDemo(undefined, empty.asking)).toEqual({ started: true })
  await empty.close()
  await rig.close()
  rig = openRig(folder, clock, { startDemo })
  expect(await service().openDemo(undefined, rig.asking)).toEqual({ started: false })
  expect(started).toBe(1)
})

test('with a person’s secret goes what it sealed: written with the row, when it is lost and not before', async () => {
  const asked: string[] = []
  rig.access.whenSecretLost(async userId => {
    asked.push(userId)
    return [rig.vault.ops(userStore).setClinic({ name: `Lost ${asked.length}`, idleMinutes: 5 })]
  })
  const nurse = await joined(rig, clock, { name: 'Nia', role: 'nurse' })
  await service().changePassword({ current: nurse.password, next: 'a password of my own' }, rig.asking)
  expect(asked).toEqual([])
  await adminBack()
  await service().setPassword({ userId: nurse.userId, password: 'another password' }, rig.asking)
  expect(await rig.access.clinicName()).toBe('Lost 1')
  await service().setActive({ userId: nurse.userId, active: false }, rig.asking)
  await service().setActive({ userId: nurse.userId, active: true, password: 'yet another one' }, rig.asking)
  expect(await rig.access.clinicName()).toBe('Lost 3')
  expect(asked).toEqual([nurse.userId, nurse.userId, nurse.userId])
})
