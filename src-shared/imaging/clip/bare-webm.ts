import { masters, numberAt } from './ebml.ts'

// RFC 9559: tags, chapters, attachments, date, title, names of files, a track's name, checksums (they no longer fit), and what is void already.
const telling = new Set([
  0x1254c367, 0x1043a770, 0x1941a469, 0x4461, 0x7ba9, 0x7384, 0x73a4, 0x3c83ab, 0x3e83bb, 0x536e, 0xbf, 0xec,
])
/** The programs that wrote it: they must be there, and may say nothing. */
const mustStay = new Set([0x4d80, 0x5741])
const trackType = 0x83
const mostElements = 2_000_000

/** Makes the element from `at` to `end` one that readers skip. */
function blank(bytes: Uint8Array, at: number, end: number): void {
  const length = end - at
  bytes.fill(0, at, end)
  bytes[at] = 0xec
  if (length <= 128) bytes[at + 1] = 0x80 | (length - 2)
  else {
    // A size of eight bytes: its marker, then the number.
    bytes[at + 1] = 0x01
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 5, length - 9)
  }
}

interface Element {
  readonly id: number
  readonly at: number
  /** Where its content begins. */
  readonly from: number
  readonly end: number
}

/** Tracks of pictures are 1 and of sound 2; words along the time may say anything. */
const isShown = (bytes: Uint8Array, { id, end }: Element): boolean =>
  id !== trackType || [1, 2].includes(bytes[end - 1] ?? 0)

function bareElement(bytes: Uint8Array, { id, at, from, end }: Element): void {
  if (telling.has(id)) blank(bytes, at, end)
  else if (mustStay.has(id)) bytes.fill(0, from, end)
}

/** The element that begins here; undefined where none does, or it ends behind the bytes. Of a master, its head alone. */
function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const id = numberAt(bytes, at, true)
  const size = id && numberAt(bytes, id.next, false)
  if (!id || !size) return undefined
  const from = size.next
  if (masters.has(id.value)) return { id: id.value, at, from, end: from }
  const end = from + size.value
  return size.unsaid || end > bytes.length ? undefined : { id: id.value, at, from, end }
}

/** Takes out what a WebM tells besides picture and sound, in place; false where that cannot be done. */
export function bareWebm(bytes: Uint8Array): boolean {
  let at = 0
  for (let count = 0; at < bytes.length && count < mostElements; count++) {
    const element = elementAt(bytes, at)
    if (element === undefined || !isShown(bytes, element)) return false
    bareElement(bytes, element)
    at = element.end
  }
  return at >= bytes.length
}
