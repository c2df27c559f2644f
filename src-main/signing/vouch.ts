import { type KeyObject, sign } from 'node:crypto'
import { type Vouch, type VouchedEnd, vouchText } from '../../src-shared/visit/index.ts'
import type { Op } from '../vault/index.ts'

interface Vouching {
  readonly end: VouchedEnd
  readonly by: string
  readonly name: string
  readonly at: string
}

interface Held {
  readonly keyId: string
  readonly key: KeyObject
  readonly ops: readonly Op[]
}

/** A vouch with the writes of a new key, if it is the first thing that this person signs. */
export interface Vouched {
  readonly vouch: Vouch
  readonly ops: readonly Op[]
}

/** Signs one end of a call. Undefined where it is not as it must be, as with a name that cannot be shown. */
export function vouchBy({ keyId, key, ops }: Held, { end, ...who }: Vouching): Vouched | undefined {
  const text = vouchText(end, { ...who, key: keyId })
  if (text === undefined) return undefined
  const value = sign(undefined, Buffer.from(text), key).toString('base64url')
  return { vouch: { type: 'vouch', ...who, key: keyId, value }, ops }
}
