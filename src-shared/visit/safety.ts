/** One end of a call: who it is, as the clinic knows them, and the DTLS fingerprint of its certificate. */
export interface CallEnd {
  readonly identity: string
  readonly fingerprint: string
  /** The key that vouches for this end, by its thumbprint; undefined where none does. */
  readonly key?: string | undefined
}

/**
 * What both sides hash, in the same order whoever asks; a server that changed one fingerprint changes it on one side
 * only. So does one that takes away or changes a clinician's vouch: its key is hashed too. Lengths stand before the parts so that no two calls share a text.
 */
export const safetyText = (visitId: string, ends: readonly [CallEnd, CallEnd]): string => {
  const parts = ends.map(
    ({ identity, fingerprint, key }) =>
      `${identity.length}:${identity}|${fingerprint.toUpperCase()}${key === undefined ? '' : `|${key}`}`,
  )
  return ['cutis-visit/1', visitId, ...parts.toSorted()].join('\n')
}

/** Sixteen digits (53 bits) of a SHA-256, in four groups to read aloud. */
export const safetyCode = (digest: Uint8Array): string => {
  let number = 0n
  for (const byte of digest.slice(0, 8)) number = number * 256n + BigInt(byte)
  const digits = String(number % 10n ** 16n).padStart(16, '0')
  return digits.match(/\d{4}/g)?.join(' ') ?? ''
}
