import sharp from 'sharp'
import { type Dermoscopy, drawDermoscopy } from '../../src-shared/imaging/draw.ts'

/** One picture to paint, and the JPEG it became. */
export interface Order {
  readonly id: number
  readonly wanted: Dermoscopy
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

async function paint({ id, wanted }: Order): Promise<void> {
  const { data, width, height } = drawDermoscopy(wanted)
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
