import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { vouchText } from '../../src-shared/visit/index.ts'
import { keyIn } from '../signing/index.ts'
import { openRig, type Rig, wholeStart } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
const started = async (family: string) => {
  const one = await rig.case(family)
  await rig.service.invite({ caseId: one.caseId, factor: 'birth-date', minutes: 60 }, rig.derm)
  await rig.service.start({ caseId: one.caseId, start: wholeStart }, rig.derm)
  return one
}
const told = (caseId: string) => ({ caseId, session: randomUUID(), fingerprint }) as never

it('is of a started visit alone', async () => {
  const { caseId } = await rig.case('Early')
  await expect(rig.service.vouch(told(caseId), rig.derm)).rejects.toMatchObject({ code: 'visits.notStarted' })
})

it('is signed by the key of whoever sits there, which the clinic is told of, with its line in the audit', async () => {
  const { caseId } = await started('Vouched')
  const asked = { caseId, session: randomUUID(), fingerprint }
  const { vouch } = await rig.service.vouch(asked, rig.derm)
  if (!vouch) throw new Error('not vouched')
  expect(vouch).toMatchObject({ by: rig.by.userId, name: 'Dr. Skin', at: '2026-11-02T09:00:00.000Z' })
  const [key, ...more] = (await rig.keys()).flatMap(one => keyIn(one) ?? [])
  expect([key?.keyId, key?.person, more]).toEqual([vouch.key, rig.by.userId, []])
  const text = vouchText({ visit: caseId, session: asked.session, fingerprint }, vouch) ?? ''
  const publicKey = createPublicKey({ key: { ...key?.jwk }, format: 'jwk' })
  expect(verify(undefined, Buffer.from(text), publicKey, Buffer.from(vouch.value, 'base64url'))).toBe(true)
  expect(await rig.acts()).toContain('visits.vouch')
  // The next one is by the same key, and makes none.
  expect((await rig.service.vouch(told(caseId), rig.derm)).vouch?.key).toBe(vouch.key)
  expect(await rig.keys()).toHaveLength(1)
})

it('is not given where the sign-in opened no secret to seal a key by; nothing breaks', async () => {
  const { caseId } = await started('Keyless')
  rig.forgetOwn()
  expect(await rig.service.vouch(told(caseId), rig.derm)).toEqual({})
})
