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

/** Takes out what a WebM tells besides picture and sound, in place; false where that cannot be done. */
export function bareWebm(bytes: Uint8Array): boolean {
  let at = 0
  for (let count = 0; at < bytes.length; count++) {
    const id = numberAt(bytes, at, true)
    const size = id && numberAt(bytes, id.next, false)
    if (!id || !size || count >= mostElements) return false
    const end = size.next + size.value
    if (masters.has(id.value)) {
      at = size.next
      continue
    }
    if (size.unsaid || end > bytes.length) return false
    if (telling.has(id.value)) blank(bytes, at, end)
    else if (mustStay.has(id.value)) bytes.fill(0, size.next, end)
    // Tracks of pictures are 1 and of sound 2; words along the time may say anything.
    else if (id.value === trackType && ![1, 2].includes(bytes[end - 1] ?? 0)) return false
    at = end
  }
  return true
}
