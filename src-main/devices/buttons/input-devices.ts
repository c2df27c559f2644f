import { keyCamera } from './events.ts'

/** An input device of the kernel that has a snapshot button. */
export interface ButtonFace {
  /** /dev/input/eventN */
  readonly path: string
  readonly name: string
  readonly vendorId: number
  readonly productId: number
}

const mostEvents = 1024
const idLine = /^I: Bus=[\da-f]{4} Vendor=([\da-f]{4}) Product=([\da-f]{4}) /m
const nameLine = /^N: Name="(.*)"$/m
const handlerLine = /^H: Handlers=(.*)$/m
const keyLine = /^B: KEY=([\da-f ]+)$/m

/** Reads /proc/bus/input/devices: the USB devices among it whose keys hold KEY_CAMERA. What is odd is left out. */
export const snapshotButtonsOf = (text: string): readonly ButtonFace[] =>
  text
    .split(/\n\s*\n/)
    .map(faceOf)
    .filter(face => face !== undefined)

function faceOf(block: string): ButtonFace | undefined {
  const id = idLine.exec(block)
  const event = eventOf(partOf(handlerLine, block))
  if (!id || !event || !hasBit(partOf(keyLine, block), keyCamera)) return undefined
  const [vendorId = 0, productId = 0] = id.slice(1).map(part => Number.parseInt(part, 16))
  return { path: `/dev/input/${event}`, name: partOf(nameLine, block), vendorId, productId }
}

const partOf = (pattern: RegExp, block: string): string => pattern.exec(block)?.[1] ?? ''

const eventOf = (handlers: string): string | undefined =>
  handlers.split(' ').find(word => /^event\d{1,4}$/.test(word) && Number(word.slice(5)) < mostEvents)

/** A bit of the kernel's bitmap: words of 64 bits in hex, the highest first, leading zeroes left away. */
function hasBit(words: string, bit: number): boolean {
  const word = words.trim().split(/ +/).toReversed()[Math.floor(bit / 64)]
  return word !== undefined && /^[\da-f]{1,16}$/.test(word) && ((BigInt(`0x${word}`) >> BigInt(bit % 64)) & 1n) === 1n
}
