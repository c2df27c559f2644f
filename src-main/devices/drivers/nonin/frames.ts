/** One frame of data formats 2 and 7: status, the pulse wave and one byte of the packet. */
export interface Frame {
  readonly status: number
  /** 0 to 255 in format 2, 0 to 65,535 in format 7. */
  readonly pleth: number
  readonly float: number
}

export type FrameWrong = 'header' | 'checksum' | 'length'

/** Five bytes of format 2: 01, status with bit 7 set, pleth, float, and the sum of the four (Nonin 6470-000). */
export function frameOf(bytes: Uint8Array): Frame | FrameWrong {
  if (bytes.length !== 5) return 'length'
  const [start = 0, status = 0, pleth = 0, float = 0, check = 0] = bytes
  if (start !== 1 || (status & 0x80) === 0) return 'header'
  return ((start + status + pleth + float) & 0xff) === check ? { status, pleth, float } : 'checksum'
}

/** Five bytes of format 7: as format 2, but with two bytes of pleth and no 01 before them. */
export function wideFrameOf(bytes: Uint8Array): Frame | FrameWrong {
  if (bytes.length !== 5) return 'length'
  const [status = 0, high = 0, low = 0, float = 0, check = 0] = bytes
  if ((status & 0x80) === 0) return 'header'
  return ((status + high + low + float) & 0xff) === check ? { status, pleth: high * 256 + low, float } : 'checksum'
}

export const isFirst = ({ status }: Frame): boolean => (status & 1) === 1

export interface Heard {
  readonly frame?: Frame
  /** Where in the stream the bytes were found to be no frame, and why. */
  readonly wrong?: { readonly at: number; readonly why: FrameWrong }
}

export interface FrameReader {
  hear(bytes: Uint8Array): readonly Heard[]
  readonly skipped: () => number
}

/** Cuts a stream into frames, however it arrives. What is no frame is skipped byte by byte. */
export function openFrameReader(read: (bytes: Uint8Array) => Frame | FrameWrong): FrameReader {
  let held: number[] = []
  let at = 0
  let skipped = 0
  return {
    skipped: () => skipped,
    hear: bytes => {
      const heard: Heard[] = []
      for (const byte of bytes) {
        held.push(byte)
        at += 1
        if (held.length < 5) continue
        const frame = read(Uint8Array.from(held))
        if (typeof frame === 'string') {
          heard.push({ wrong: { at: at - 1, why: frame } })
          held.shift()
          skipped += 1
        } else {
          heard.push({ frame })
          held = []
        }
      }
      return heard
    },
  }
}
