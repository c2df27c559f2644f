/** CRC-16/CCITT, seed FFFF, most significant bit first (LifeScan UltraMini and UltraEasy). */
export function packetCrcOf(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}

/** Bits of the link byte: the sequence expected, our own, acknowledge, disconnect. */
export const link = { expect: 1, sequence: 2, acknowledge: 4, disconnect: 8 } as const

export interface EasyPacket {
  readonly link: number
  readonly data: Uint8Array
}

/** A packet as bytes: 02, its whole length, link, data, 03, CRC low byte first. */
export function easyBytes({ link: bits, data }: EasyPacket): Uint8Array {
  const body = Uint8Array.from([0x02, data.length + 6, bits, ...data, 0x03])
  const crc = packetCrcOf(body)
  return Uint8Array.from([...body, crc & 0xff, crc >> 8])
}

/** Cuts a stream into packets; what is none is skipped byte by byte. */
export function openEasyFramer(): (bytes: Uint8Array) => readonly EasyPacket[] {
  let held: number[] = []
  return bytes => {
    const packets: EasyPacket[] = []
    held.push(...bytes)
    for (;;) {
      const start = held.indexOf(0x02)
      if (start < 0) held = []
      else held = held.slice(start)
      const length = held[1]
      if (length === undefined) break
      const packet = length >= 6 && length <= 64 ? wholeOf(held, length) : undefined
      if (packet === 'more') break
      if (packet) packets.push(packet)
      held = held.slice(packet ? length : 1)
    }
    return packets
  }
}

function wholeOf(held: readonly number[], length: number): EasyPacket | 'more' | undefined {
  if (held.length < length) return 'more'
  const bytes = Uint8Array.from(held.slice(0, length))
  const crc = (bytes[length - 2] ?? 0) | ((bytes[length - 1] ?? 0) << 8)
  if (bytes[length - 3] !== 0x03 || packetCrcOf(bytes.subarray(0, length - 2)) !== crc) return undefined
  return { link: bytes[2] ?? 0, data: bytes.slice(3, length - 3) }
}
