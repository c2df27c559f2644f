import { constants, setPriority } from 'node:os'
import sharp from 'sharp'
import { type Dermoscopy, drawDermoscopy } from '../../src-shared/imaging/draw.ts'
import { drawPortrait, type Portrait } from '../../src-shared/imaging/draw-portrait.ts'
import { drawRegion, type Region } from '../../src-shared/imaging/draw-region.ts'

/** What can be painted. */
export type Wanted =
  | ({ readonly kind: 'dermoscopic' } & Dermoscopy)
  | ({ readonly kind: 'regional' } & Region)
  | ({ readonly kind: 'portrait' } & Portrait)

/** One picture to paint, and the JPEG it became. */
export interface Order {
  readonly id: number
  readonly wanted: Wanted
}
export interface Painted {
  readonly id: number
  readonly jpeg: Uint8Array
}

interface ParentPort {
  on(event: 'message', listen: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

// A utility process (Electron) is given `parentPort`; a forked process (Node) speaks through `process.send`.
const parentPort = (process as { parentPort?: ParentPort }).parentPort
const answer = (painted: Painted): void => {
  if (parentPort === undefined) process.send?.(painted)
  else parentPort.postMessage(painted)
}

// Whoever works in the demo clinic meanwhile comes first.
setPriority(constants.priority.PRIORITY_LOW)

function drawn(wanted: Wanted) {
  if (wanted.kind === 'portrait') return drawPortrait(wanted)
  return wanted.kind === 'regional' ? drawRegion(wanted) : drawDermoscopy(wanted)
}

async function paint({ id, wanted }: Order): Promise<void> {
  const { data, width, height } = drawn(wanted)
  const raw = { raw: { width, height, channels: 4 as const } }
  const jpeg = await sharp(data, raw).removeAlpha().jpeg({ quality: 92 }).toBuffer()
  answer({ id, jpeg })
}

if (parentPort === undefined) {
  process.on('message', message => void paint(message as Order))
  process.on('disconnect', () => process.exit(0))
} else {
  parentPort.on('message', ({ data }) => void paint(data as Order))
}
