import { type KeyObject, randomUUID } from 'node:crypto'
import type { KeyStanding } from '../../src-shared/contract/key-standing.ts'
import type { Reference } from '../../src-shared/fhir/index.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import type { VouchedEnd } from '../../src-shared/visit/index.ts'
import type { Access, Proof } from '../access/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Records } from '../records/index.ts'
import type { Op, Vault } from '../vault/index.ts'
import { foundIn, type PublicKey } from './check.ts'
import { openEndings } from './ending.ts'
import { type KeySignature, signStatement } from './jws.ts'
import { newKey, openKey } from './keys.ts'
import { provenanceOf } from './provenance.ts'
import { keyIn, keyRecordOf, publicKeyOf } from './record.ts'
import { signingStore } from './store.ts'
import { type Vouched, vouchBy } from './vouch.ts'

export interface SigningNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops'>
  readonly records: Pick<Records, 'put' | 'read'>
  readonly access: Pick<Access, 'proveAgain' | 'atSeat' | 'whenSecretLost'>
  readonly now: () => Date
}

/** What is signed: a statement without its signer, and the resource that it is about, if one is to tell of it. */
export type What = Omit<Statement, 'by'> & { readonly target?: Reference }

/** A signature with the writes that belong into the commit of what it signs: a new key, if it is the first, and a Provenance. */
export interface ByKey {
  readonly signature: KeySignature
  readonly ops: readonly Op[]
}

/** A person's key for as long as one proof lasts. Undefined where their sign-in opened no secret of their own to seal a key by. */
export type Hand = (what: What) => ByKey | undefined

export interface SigningProof extends Proof {
  readonly sign: Hand
}

/** Tells whether a signature holds by the keys known at one moment; `none` where there is no signature. */
export type Checker = (statement: Statement, signature: KeySignature | undefined) => KeyStanding

export interface Signing {
  /** The second step once more, as the access room's, with the person's key in hand. */
  readonly proveAgain: <T>(by: Caller, code: string, work: (proof: SigningProof) => Promise<T>) => Promise<T>
  /**
   * The key of who sits there, by their sign-in alone: for what is signed many times a day (docs/adr/0013). What is signed so has kinds of
   * its own, so that no signature given without a code passes for one given with it.
   */
  readonly atSeat: <T>(by: Caller, work: (sign: Hand) => Promise<T>) => Promise<T>
  /**
   * The person's word for their end of a call, by their key, at their seat and without a code (docs/adr/0014). Undefined where their sign-in
   * opened no secret of their own.
   */
  readonly vouch: (by: Caller, end: VouchedEnd) => Promise<Vouched | undefined>
  readonly checker: () => Promise<Checker>
}

interface Held {
  readonly keyId: string
  readonly key: KeyObject
  /** The writes that make a new key known, and the one before it retired. */
  readonly ops: readonly Op[]
}

/** Opens the room. */
export function openSigning({ vault, records, access, now }: SigningNeeds): Signing {
  const store = vault.store(signingStore)
  const write = vault.ops(signingStore)

  const { retired, ended, isCurrent } = openEndings({ vault, records, now })
  access.whenSecretLost(ended)

  async function keyOf(by: Caller, own: Uint8Array): Promise<Held> {
    const row = await store.keyOf(by.userId)
    const known = row && openKey(row, own)
    if (row && known && (await isCurrent(row.recordId))) return { keyId: row.keyId, key: known, ops: [] }
    const [{ keyId, x, sealed }, from, recordId] = [newKey(by.userId, own), now().toISOString(), randomUUID()]
    const key = openKey({ userId: by.userId, keyId, sealed }, own)
    if (key === undefined) throw new Error('a new key does not open')
    const ops = [
      ...(row ? await retired(row.recordId, from) : []),
      write.setKey({ keyId, userId: by.userId, sealed, recordId }),
      records.put(keyRecordOf(recordId, publicKeyOf(by, x, from))),
    ]
    return { keyId, key, ops }
  }

  const handOf = (by: Caller, { keyId, key, ops }: Held): Hand => {
    // Several things may be signed in one commit: the key is made known once.
    let first = ops
    return ({ target, ...what }) => {
      const statement: Statement = { ...what, by: by.userId }
      const signature = signStatement(statement, keyId, key)
      const told = target ? [records.put(provenanceOf(randomUUID(), target, { by, statement, signature }))] : []
      const all = [...first, ...told]
      first = []
      return { signature, ops: all }
    }
  }

  const handBy = async (by: Caller, own: Uint8Array | undefined): Promise<Hand> =>
    own ? handOf(by, await keyOf(by, own)) : () => undefined

  return {
    vouch: (by, end) =>
      access.atSeat(by, async own => {
        const held = own && (await keyOf(by, own))
        return held && vouchBy(held, { end, by: by.userId, name: by.name, at: now().toISOString() })
      }),
    proveAgain: (by, code, work) =>
      access.proveAgain(by, code, async proof => work({ ...proof, sign: await handBy(by, proof.own) })),
    atSeat: (by, work) => access.atSeat(by, async own => work(await handBy(by, own))),
    async checker() {
      const keys = (await store.records()).flatMap(({ body }): PublicKey[] => {
        const key = keyIn(JSON.parse(body))
        return key ? [key] : []
      })
      return (statement, signature) => (signature ? foundIn(keys, statement, signature).verdict : 'none')
    },
  }
}
