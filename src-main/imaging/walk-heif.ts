import { tag, u16, u32 } from '../../src-shared/imaging/bytes.ts'
import { beginning, type Walk } from './walk.ts'

// ISO/IEC 14496-12 boxes that lead to the image properties (ISO/IEC 23008-12); `meta` has 4 bytes before its children.
const doors: Readonly<Record<string, number>> = { meta: 12, iprp: 8, ipco: 8 }
const mostBoxes = 4_096

interface Property {
  readonly name: string
  readonly at: number
  readonly end: number
}

/** What a HEIF says of its images: their properties in order, which of them each image has, and which image is the one to show. */
interface Contents {
  readonly properties: Property[]
  readonly has: Map<number, number[]>
  primary: number
}

const propertiesAt = (bytes: Uint8Array, count: number, wide: boolean): number[] =>
  Array.from({ length: count }, (_, n) => (wide ? u16(bytes, n * 2) & 0x7fff : (bytes[n] ?? 0) & 0x7f))

// ISO/IEC 23008-12 9.3.1: the version tells how wide item numbers are, the lowest flag how wide property numbers are.
const readAssociations = (bytes: Uint8Array, box: Property, has: Map<number, number[]>): void => {
  const [wideItem, wideProperty] = [u32(bytes, box.at + 8) >>> 24 >= 1, (u32(bytes, box.at + 8) & 1) === 1]
  let at = box.at + 16
  for (let items = u32(bytes, box.at + 12); items > 0 && at + 3 <= box.end; items--) {
    const item = wideItem ? u32(bytes, at) : u16(bytes, at)
    at += wideItem ? 4 : 2
    const count = bytes[at] ?? 0
    has.set(item, propertiesAt(bytes.subarray(at + 1, box.end), count, wideProperty))
    at += 1 + count * (wideProperty ? 2 : 1)
  }
}

const readBox = (bytes: Uint8Array, box: Property, { inside, into }: { inside: boolean; into: Contents }): void => {
  if (inside) into.properties.push(box)
  else if (box.name === 'pitm')
    into.primary = u32(bytes, box.at + 8) >>> 24 === 0 ? u16(bytes, box.at + 12) : u32(bytes, box.at + 12)
  else if (box.name === 'ipma') readAssociations(bytes, box, into.has)
}

const sizeOf = (bytes: Uint8Array, { at }: Property): [number, number] => [u32(bytes, at + 12), u32(bytes, at + 16)]

/** The largest declared size: tiles are smaller than the picture they make up. */
const largestOf = (bytes: Uint8Array, sizes: readonly Property[]): [number, number] =>
  sizes.reduce<[number, number]>(
    (most, box) => {
      const size = sizeOf(bytes, box)
      return size[0] * size[1] > most[0] * most[1] ? size : most
    },
    [0, 0],
  )

/** Quarter turns anticlockwise as EXIF orientations. */
const turns = [1, 8, 3, 6] as const

/** The size and turn of the image to show; of the largest, unturned, where the file does not say which that is. */
const finishHeif = (bytes: Uint8Array, walk: Walk, { properties, has, primary }: Contents): Walk => {
  const own = (has.get(primary) ?? []).flatMap(number => properties[number - 1] ?? [])
  const sizes = own.filter(({ name }) => name === 'ispe')
  const all = sizes.length > 0 ? sizes : properties.filter(({ name }) => name === 'ispe')
  ;[walk.widthPx, walk.heightPx] = largestOf(bytes, all)
  const turn = own.find(({ name }) => name === 'irot')
  if (turn) walk.orientation = turns[(bytes[turn.at + 8] ?? 0) & 3] ?? 1
  // ISO/IEC 14496-12 12.1.5: a profile stands whole in the property.
  const profile = own.find(({ name, at }) => name === 'colr' && ['prof', 'rICC'].includes(tag(bytes, at + 8)))
  if (profile) walk.icc = bytes.subarray(profile.at + 12, profile.end)
  return walk
}

/** Walks a HEIF's boxes to the image that it is shown by: its size before any turn, its turn and its colour profile. */
export const walkHeif = (bytes: Uint8Array): Walk => {
  const walk: Walk = { ...beginning(bytes), truncated: false }
  const into: Contents = { properties: [], has: new Map(), primary: 0 }
  let propertiesEnd = 0
  let at = 0
  for (let boxes = 0; at + 8 <= bytes.length && boxes < mostBoxes; boxes++) {
    const size = u32(bytes, at)
    const name = tag(bytes, at + 4)
    const door = Object.hasOwn(doors, name) ? doors[name] : undefined
    const end = Math.min(bytes.length, at + size)
    if (name === 'ipco') propertiesEnd = end
    else if (door === undefined) readBox(bytes, { name, at, end }, { inside: at < propertiesEnd, into })
    if (door !== undefined) at += door
    else if (size >= 8) at += size
    else break // 0 runs to the end of the file, 1 is a 64-bit size: pixel data, never a door
    walk.truncated = at > bytes.length
  }
  return finishHeif(bytes, walk, into)
}
