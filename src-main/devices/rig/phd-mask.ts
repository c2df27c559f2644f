/** Bytes written in hex. */
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

/** An APDU of a manager in hex, without what two managers may choose differently: its system-id, and the numbers of its own requests. */
export function maskedApdu(bytes: Uint8Array): string {
  const copy = bytes.slice()
  if (copy[0] === 0xe3) copy.fill(0, 30, 38)
  const isRequest = copy[0] === 0xe7 && copy[8] === 0x01
  if (isRequest) copy.fill(0, 6, 8)
  return Buffer.from(copy).toString('hex')
}

/** Where two lists of APDUs of a manager differ; undefined where they are the same. */
export function differenceOf(ours: readonly Uint8Array[], theirs: readonly string[]): string | undefined {
  const mine = ours.map(maskedApdu)
  const expected = theirs.map(hex => maskedApdu(bytesOf(hex)))
  const at = expected.findIndex((hex, index) => hex !== mine[index])
  if (at >= 0) return `answer ${at + 1} is ${mine[at] ?? 'missing'}, not ${expected[at]}`
  return mine.length > expected.length ? `one answer more: ${mine[expected.length]}` : undefined
}
