/** Small containers, box by box and element by element, for tests. */

/** One byte a letter. */
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, letter => letter.charCodeAt(0) & 255)
/** Bytes read as one letter each. */
export const textOf = (bytes: Uint8Array): string => bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')
/** Parts one after another. */
function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** An EBML element with a size of eight bytes. */
function element(id: readonly number[], content: Uint8Array | readonly Uint8Array[], unsaid = false) {
  const body = content instanceof Uint8Array ? content : joined(...content)
  const size = unsaid
    ? Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255)
    : Uint8Array.of(1, 0, 0, 0, ...u32(body.length))
  return joined(Uint8Array.from(id), size, body)
}
const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff)
const u32 = (value: number) => Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255)

interface Webm {
  readonly docType?: string
  readonly durationMs?: number
  /** 1 a picture, 2 sound, 17 words along the time. */
  readonly trackType?: number
  /** What it tells in its title, its tags and the program that wrote it. */
  readonly telling?: string
}

/** A WebM of three blocks in each of two clusters. */
export function webm({ docType = 'webm', durationMs, trackType = 1, telling }: Webm = {}) {
  const time = new Uint8Array(8)
  new DataView(time.buffer).setFloat64(0, durationMs ?? 0)
  const title =
    telling === undefined ? [] : [element([0x7b, 0xa9], ascii(telling)), element([0x57, 0x41], ascii(telling))]
  const tags = telling === undefined ? [] : [element([0x12, 0x54, 0xc3, 0x67], ascii(telling.padEnd(200)))]
  const info = element(
    [0x15, 0x49, 0xa9, 0x66],
    [
      element([0x2a, 0xd7, 0xb1], Uint8Array.of(0x0f, 0x42, 0x40)),
      ...(durationMs ? [element([0x44, 0x89], time)] : []),
      ...title,
    ],
  )
  const video = element([0xe0], [element([0xb0], u16(1280)), element([0xba], u16(720))])
  const track = [element([0xd7], Uint8Array.of(1)), element([0x83], Uint8Array.of(trackType)), video]
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], track))
  const block = (ms: number) => element([0xa3], joined(Uint8Array.of(0x81), u16(ms), Uint8Array.of(0x80, 1, 2, 3)))
  const cluster = (ms: number) =>
    element([0x1f, 0x43, 0xb6, 0x75], [element([0xe7], u16(ms)), block(0), block(33), block(966)], true)
  const head = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], ascii(docType)))
  const parts = [info, tracks, ...tags, cluster(0), cluster(1000)]
  return joined(head, element([0x18, 0x53, 0x80, 0x67], parts, true))
}

/** A box of ISO/IEC 14496-12. */
const box = (name: string, ...content: readonly Uint8Array[]) => {
  const body = joined(...content)
  return joined(u32(8 + body.length), ascii(name), body)
}

interface Mp4 {
  readonly brand?: string
  readonly handler?: string
  readonly isFragmented?: boolean
  /** What it tells beside its picture: of its maker, its place, and in a track along the time. */
  readonly telling?: string
}

/** A track with one chunk of one sample of the first bytes of the file's `mdat`. */
const telltale = (telling: string, at: number) =>
  box(
    'trak',
    box('tkhd', new Uint8Array(84)),
    box(
      'mdia',
      box('hdlr', new Uint8Array(8), ascii('meta'), new Uint8Array(12), ascii(telling)),
      box(
        'minf',
        box(
          'stbl',
          box('stsc', u32(0), u32(1), u32(1), u32(1), u32(1)),
          box('stsz', u32(0), u32(telling.length), u32(1)),
          box('stco', u32(0), u32(1), u32(at)),
        ),
      ),
    ),
  )

/** A track of 1920 × 1080, made on a day. */
const trackOf = (handler: string, name: Uint8Array) =>
  box(
    'trak',
    box('tkhd', u32(0), u32(3_900_000_000), new Uint8Array(68), u32(1920 * 65_536), u32(1080 * 65_536)),
    box('mdia', box('hdlr', new Uint8Array(8), ascii(handler), new Uint8Array(12), name)),
  )

const usual = { brand: 'isom', handler: 'vide', isFragmented: false, telling: '' }

/** An MP4 with one track; its media data is 50 bytes of sevens, after what it tells. */
export function mp4(asked: Mp4 = {}) {
  const { brand, handler, isFragmented, telling } = { ...usual, ...asked }
  const said = ascii(telling)
  const head = box('ftyp', ascii(brand), u32(0))
  const data = box('mdat', said, new Uint8Array(50).fill(7))
  const duration = u32(isFragmented ? 0 : 1500)
  const movie = box('mvhd', u32(0), u32(3_900_000_000), new Uint8Array(4), u32(600), duration, new Uint8Array(80))
  const parts = [movie, trackOf(handler, said)]
  if (isFragmented) parts.push(box('mvex', box('mehd', new Uint8Array(4), u32(1500))))
  if (telling) parts.push(telltale(telling, head.length + 8), box('udta', box('\u00a9xyz', said)))
  const moov = box('moov', ...parts)
  const fragment = isFragmented ? [box('moof', box('mfhd', u32(0), u32(1)))] : []
  return telling ? joined(head, data, moov, box('uuid', said), ...fragment) : joined(head, moov, data, ...fragment)
}
