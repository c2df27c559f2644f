/**
 * The words of the Omron HEM-790IT family (HID 0590:0028): reports of 8 bytes, the first saying how many of the others
 * count; what follows is left from the report before. Facts: libomron's captures of the vendor's program.
 */
export interface Command {
  readonly name: string
  /** How long command and arguments are, with the XOR byte where there is one. */
  readonly length: number
  /** Bytes of data in its reply, between `OK` 00 and the XOR byte. Absent where the reply is only `OK`. */
  readonly replyData?: number
}

export const commands = {
  VER: { name: 'VER', length: 5, replyData: 11 },
  PRF: { name: 'PRF', length: 5, replyData: 10 },
  SRL: { name: 'SRL', length: 5, replyData: 7 },
  GDC: { name: 'GDC', length: 8, replyData: 4 },
  GME: { name: 'GME', length: 8, replyData: 13 },
  GMA: { name: 'GMA', length: 9, replyData: 7 },
  GEA: { name: 'GEA', length: 9, replyData: 7 },
  END: { name: 'END', length: 5 },
} as const satisfies Record<string, Command>

const table: Readonly<Record<string, Command>> = commands

/** The command that begins these bytes. */
export function commandOf(bytes: readonly number[]): Command | undefined {
  const name = String.fromCharCode(...bytes.slice(0, 3))
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export const xorOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => sum ^ byte, 0)

/** The bytes of a report that count; none where the count is not one. */
export function countedOf(report: Uint8Array): readonly number[] {
  const count = report[0] ?? 0
  return count > 7 || count >= report.length ? [] : [...report.subarray(1, 1 + count)]
}

/** What a reply says: its data, `again` where the monitor wants to be asked once more, or why it is not one. */
export type Reply =
  | { readonly data: readonly number[] }
  | { readonly wrong: 'again' | 'more' | 'checksum' | 'protocol' }

const again = [0x4e, 0x4f]
const ready = [0x4f, 0x4b]
const begins = (bytes: readonly number[], start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte)

/** Judges the bytes that came for a command so far. */
export function replyOf(bytes: readonly number[], { replyData }: Command): Reply {
  if (bytes.length === 2 && begins(bytes, again)) return { wrong: 'again' }
  if (bytes.length < 2) return { wrong: 'more' }
  if (!begins(bytes, ready)) return { wrong: 'protocol' }
  if (replyData === undefined) return bytes.length === 2 ? { data: [] } : { wrong: 'protocol' }
  return dataOf(bytes, replyData + 4)
}

function dataOf(bytes: readonly number[], length: number): Reply {
  if (bytes.length > length || (bytes[2] ?? 0) !== 0) return { wrong: 'protocol' }
  if (bytes.length < length) return { wrong: 'more' }
  return xorOf(bytes.slice(3)) === 0 ? { data: bytes.slice(3, -1) } : { wrong: 'checksum' }
}
