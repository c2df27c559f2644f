import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isForged } from '../../src-shared/signing/standing.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import { cream, openRig, type Rig, rightCode } from '../prescribing/rig/open.ts'
import { foundIn, type PublicKey } from './check.ts'
import { compactOf, keyIdOf, readCompact, signStatement, statementHolds } from './jws.ts'
import { newKey, openKey } from './keys.ts'
import { keyIn } from './record.ts'
import { signingStore } from './store.ts'

const by = '5f0c1d6e-2b93-4b0e-9a56-1c4d3e2f7a80'
const own = randomBytes(32)
const made = newKey(by, own)
const key = openKey({ userId: by, ...made }, own)
if (!key) throw new Error('no key')
const statement: Statement = {
  kind: 'prescription',
  id: '0b7e3f1c-98e4-4c37-8a51-3d2f1f0a9c11',
  hash: 'ab'.repeat(32),
  at: '2026-11-26T20:00:00.000Z',
  by,
}
const signature = signStatement(statement, made.keyId, key)
const publicKey: PublicKey = {
  version: 1,
  keyId: made.keyId,
  jwk: { kty: 'OKP', crv: 'Ed25519', x: made.x },
  person: by,
  name: 'Dr. Skin',
  role: 'dermatologist',
  from: '2026-01-01T00:00:00.000Z',
}

describe('a key', () => {
  it('has the thumbprint of RFC 8037, A.3', () =>
    expect(keyIdOf('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'))
  it('opens by the secret of its person and by no other', () => {
    expect(openKey({ userId: by, ...made }, randomBytes(32))).toBeUndefined()
    expect(openKey({ userId: statement.id, ...made }, own)).toBeUndefined()
    expect(openKey({ userId: by, ...made, sealed: '' }, own)).toBeUndefined()
  })
})

describe('a signature', () => {
  it('holds for its statement, and for no other kind, document, hash, time or signer', () => {
    expect(statementHolds(statement, signature, made.x)).toBe(true)
    const others: Partial<Statement>[] = [
      { kind: 'prescription-code' },
      { kind: 'adverse-reaction' },
      { id: by },
      { hash: 'ac'.repeat(32) },
      { at: '2026-11-26T20:00:00.001Z' },
      { by: statement.id },
    ]
    for (const other of others) expect(statementHolds({ ...statement, ...other }, signature, made.x)).toBe(false)
  })
  it('does not hold by another key, under another name, or with a letter changed', () => {
    const other = newKey(by, own)
    expect(statementHolds(statement, signature, other.x)).toBe(false)
    expect(statementHolds(statement, { ...signature, keyId: other.keyId }, other.x)).toBe(false)
    for (let at = 0; at < signature.value.length; at++) {
      const letter = signature.value[at] === 'A' ? 'B' : 'A'
      const value = signature.value.slice(0, at) + letter + signature.value.slice(at + 1)
      expect(statementHolds(statement, { ...signature, value }, made.x)).toBe(false)
    }
  })
  it('is a compact JWS, which is read back; with a byte changed it is none or does not hold', () => {
    const compact = compactOf(statement, signature)
    expect(readCompact(compact)).toEqual({ statement, signature })
    for (let at = 0; at < compact.length; at++) {
      const letter = compact[at] === 'A' ? 'B' : 'A'
      const read = readCompact(compact.slice(0, at) + letter + compact.slice(at + 1))
      if (read) expect(statementHolds(read.statement, read.signature, made.x)).toBe(false)
    }
  })
})

describe('against the keys that are known', () => {
  const found = (...keys: PublicKey[]) => foundIn(keys, statement, signature).verdict
  it('holds in the time of its key and not outside', () => {
    expect(found(publicKey)).toBe('holds')
    expect(found({ ...publicKey, until: '2026-11-26T20:00:00.001Z' })).toBe('holds')
    expect(found({ ...publicKey, until: statement.at })).toBe('out-of-time')
    expect(found({ ...publicKey, from: '2026-11-27T00:00:00.000Z' })).toBe('out-of-time')
    // The same key told of twice: what retires it counts.
    expect(found(publicKey, { ...publicKey, until: statement.at })).toBe('out-of-time')
  })
  it('is nobody’s where the key is another’s, or two people’s, or called by a name not its own', () => {
    expect(found({ ...publicKey, person: statement.id })).toBe('foreign')
    expect(found(publicKey, { ...publicKey, person: statement.id })).toBe('foreign')
    expect(found({ ...publicKey, jwk: { ...publicKey.jwk, x: newKey(by, own).x } })).toBe('unknown')
    expect(found()).toBe('unknown')
  })
})

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())
const { npi } = { npi: '1234567893' }

async function signed() {
  const patientId = await rig.patient('Key')
  const asking = rig.as(rig.people.derm)
  const { prescriptionId } = await rig.service.save({ patientId, draft: cream(), version: 0 } as never, asking)
  const items = [{ prescriptionId, version: 1, acknowledged: [], overrides: [] }]
  const [view] = await rig.service.sign({ patientId, items, code: rightCode, prescriber: { npi } } as never, asking)
  if (!view) throw new Error('not signed')
  return { view, patientId, asking }
}
const body = async (id: string) => {
  const held = await rig.records.read('MedicationRequest', id)
  const text = (held?.extension?.[0] as { valueString?: string } | undefined)?.valueString ?? ''
  return {
    held,
    told: JSON.parse(text) as { signed: { key: { record: { keyId: string; value: string } }; at: string } },
  }
}
const standingOf = async (patientId: string, id: string) =>
  (await rig.service.list({ patientId } as never, rig.as(rig.people.derm))).find(one => one.prescriptionId === id)
    ?.signature?.key

describe('over a vault', () => {
  it('one key signs all of a person’s prescriptions; a recovered account gets a new one, and the old one’s signatures hold', async () => {
    const first = await signed()
    expect(first.view.signature).toMatchObject({ valid: true, key: 'holds' })
    const again = await signed()
    const [one, two] = [await body(first.view.prescriptionId), await body(again.view.prescriptionId)]
    expect(two.told.signed.key.record.keyId).toBe(one.told.signed.key.record.keyId)
    rig.pass(1)
    await rig.recover(rig.people.derm.userId)
    rig.pass(1)
    const third = await signed()
    expect((await body(third.view.prescriptionId)).told.signed.key.record.keyId).not.toBe(
      one.told.signed.key.record.keyId,
    )
    expect(await standingOf(first.patientId, first.view.prescriptionId)).toBe('holds')
    expect(third.view.signature?.key).toBe('holds')
  })

  it('a changed signature, another’s, and none at all are told apart; a forged one is not printed', async () => {
    const { view, patientId, asking } = await signed()
    const { held, told } = await body(view.prescriptionId)
    if (!held) throw new Error('not held')
    const keep = async (change: object | undefined) => {
      const { key: _key, ...rest } = told.signed
      const extension = [
        { ...held.extension?.[0], valueString: JSON.stringify({ ...told, signed: { ...rest, ...change } }) },
      ]
      const put = rig.records.put({ ...held, extension } as typeof held)
      await rig.vault.commit(rig.people.derm, { name: 'test.change', action: 'U' }, [put])
    }
    const { value } = told.signed.key.record
    const record = { ...told.signed.key.record, value: (value[0] === 'A' ? 'B' : 'A') + value.slice(1) }
    await keep({ key: { ...told.signed.key, record } })
    expect(await standingOf(patientId, view.prescriptionId)).toBe('broken')
    const asked = { prescriptionId: view.prescriptionId, sheet: 'A4' } as never
    await expect(rig.service.paper(asked, asking)).rejects.toMatchObject({ code: 'prescribing.altered' })
    expect((await rig.service.verify(asked, asking)).differs).toEqual(['key'])
    await keep(undefined)
    expect(await standingOf(patientId, view.prescriptionId)).toBe('none')
    await keep({ key: told.signed.key })
    expect(await standingOf(patientId, view.prescriptionId)).toBe('holds')
    await rig.service.paper(asked, asking)
    expect(rig.printed).toMatchObject([{ signature: { key: { keyId: record.keyId } } }])
  })

  it('what is passed over or meddled with is forged; what is old or not known here is not', () => {
    expect((['none', 'holds', 'unknown'] as const).some(isForged)).toBe(false)
    expect((['broken', 'foreign', 'out-of-time'] as const).every(isForged)).toBe(true)
  })
})

describe('the end of a key', () => {
  it('a key ends with the secret that sealed it, not with its successor’s first signature', async () => {
    const first = await signed()
    const { keyId } = (await body(first.view.prescriptionId)).told.signed.key.record
    const keys = async () =>
      (await rig.vault.store(signingStore).records()).flatMap(told => keyIn(JSON.parse(told.body)) ?? [])
    rig.pass(1)
    await rig.recover(rig.people.derm.userId)
    expect(await keys()).toMatchObject([{ keyId, until: '2026-11-26T09:00:00.000Z' }])
    // Told again it changes nothing, and who never signed has nothing that ends.
    rig.pass(1)
    await rig.recover(rig.people.derm.userId)
    await rig.recover(rig.people.nurse.userId)
    expect(await keys()).toMatchObject([{ keyId, until: '2026-11-26T09:00:00.000Z' }])
    rig.pass(1)
    await signed()
    const ends = (await keys()).map(({ until }) => until)
    expect(ends).toHaveLength(2)
    expect(new Set(ends)).toEqual(new Set(['2026-11-26T09:00:00.000Z', undefined]))
    expect(await standingOf(first.patientId, first.view.prescriptionId)).toBe('holds')
  })

  it('a secret lost without a word still ends its key with the next signature, and a retired key signs no more though it opens', async () => {
    const first = await signed()
    const store = rig.vault.ops(signingStore)
    const row = await rig.vault.store(signingStore).keyOf(rig.people.derm.userId)
    if (!row) throw new Error('no key')
    rig.pass(1)
    const writes = await rig.losing(rig.people.derm.userId)
    await rig.vault.commit(rig.people.derm, { name: 'test.lost', action: 'U' }, writes)
    // A backup brings the key back; the records know that it ended.
    await rig.vault.commit(rig.people.derm, { name: 'test.restore', action: 'U' }, [store.setKey(row)])
    const second = await signed()
    const [one, two] = [await body(first.view.prescriptionId), await body(second.view.prescriptionId)]
    expect(two.told.signed.key.record.keyId).not.toBe(one.told.signed.key.record.keyId)
    rig.pass(1)
    rig.forget(rig.people.derm.userId)
    const third = await signed()
    expect(third.view.signature?.key).toBe('holds')
    expect(await standingOf(second.patientId, second.view.prescriptionId)).toBe('holds')
  })
})
