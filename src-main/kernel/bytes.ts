import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '../../src-shared/faults.ts'
import { framed, tilesIn } from '../../src-shared/imaging/tiles.ts'
import { everyAnswer, refused, statusOf } from './bytes-answer.ts'
import { indexAnswer, type OpenedTiles, tilesAnswer } from './bytes-tiles.ts'
import type { Caller } from './caller.ts'

/** `share` is a copy without metadata, to give away. */
export type Level = 'full' | 'screen' | 'thumb' | 'share'

/** An image as the bytes door serves it: decrypted piece by piece, only as far as the reader asks. */
export interface OpenedBytes {
  /** From our own look at the bytes, never from what a request or a file name says. */
  readonly mediaType: string
  readonly sizeBytes: number
  /** Bytes [start, end); a `Fault` where the seal is broken. */
  read(start: number, end: number): Promise<Uint8Array>
}

export interface BytesNeeds {
  /** Who holds this capability, while their sign-in lasts. */
  readonly admit: (capability: string) => Caller | undefined
  /** Takes an original into memory, not yet kept; answers what a later `capture.keep` needs. */
  readonly upload: (by: Caller, bytes: Uint8Array) => Promise<object>
  /** Takes a file for a message into memory, not yet kept; answers what a later `messages.send` needs. */
  readonly attach: (by: Caller, bytes: Uint8Array) => Promise<object>
  /** Opens a level of an image and audits the reading first; undefined where there is none. */
  readonly open: (by: Caller, blobId: string, level: Level) => Promise<OpenedBytes | undefined>
  /**
   * Opens a large picture's tiles; undefined where it has none. The reading is audited first: at every look (`index`), and at tiles
   * that are asked for without one.
   */
  readonly tiles: (by: Caller, blobId: string, what: 'index' | 'tiles') => Promise<OpenedTiles | undefined>
  readonly incident: (name: string, error: unknown) => string
}

/** The largest original a workstation takes in one piece, in bytes. */
export const largestUpload = 100 * 1024 * 1024
const pieceBytes = 256 * 1024
/** Small pictures in one answer: a screen full of them, and no request line longer than a shell takes. */
export const mostThumbs = 64
/** A small picture is some ten kilobytes; one far beyond that is none. */
const largestThumb = 1024 * 1024
/** One that must still be made from its original does not keep the others waiting; it is asked for again. */
const patienceMs = 200

/** The third door, mounted by both shells: `(Request) → Response` for images and files under `/bytes/<capability>/`. */
export function openBytesDoor(needs: BytesNeeds): (request: Request) => Promise<Response> {
  return async request => {
    try {
      return await answer(needs, request)
    } catch (error) {
      if (error instanceof Fault) return refused(statusOf(error.code), error.code)
      return refused(500, 'internal', needs.incident('bytes', error))
    }
  }
}

async function answer(needs: BytesNeeds, request: Request): Promise<Response> {
  const { capability, name, level } = wayOf(request.url)
  const by = needs.admit(capability)
  if (!by) throw new Fault('vault.locked')
  const takes = level === '' && request.method === 'PUT' ? takersOf(needs)[name] : undefined
  if (takes) return taken(takes, by, request)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405, 'input.invalid')
  return name === 'thumbs' ? await manyThumbs(needs, by, level) : await onePicture(needs, by, request)
}

async function onePicture(needs: BytesNeeds, by: Caller, request: Request): Promise<Response> {
  const { name, level } = wayOf(request.url)
  if (isUuid(name) && level.startsWith('tile')) return tilesOf(needs, by, request)
  const opened = isUuid(name) && isLevel(level) ? await needs.open(by, name, level) : undefined
  return opened ? served(request, opened) : refused(404, 'input.invalid')
}

/** `tiles` answers what the picture is cut into, `tile-…` and `tiles-…` the tiles (src-shared/imaging/tiles.ts). */
async function tilesOf(needs: BytesNeeds, by: Caller, request: Request): Promise<Response> {
  const { name, level } = wayOf(request.url)
  const names = level === 'tiles' ? [] : tilesIn(level)
  const opened = names && (await needs.tiles(by, name, level === 'tiles' ? 'index' : 'tiles'))
  if (!opened) return refused(404, 'input.invalid')
  return level === 'tiles' ? indexAnswer(opened) : await tilesAnswer(opened, names, level.startsWith('tiles-'))
}

/** The parts of `/bytes/<capability>/<name>/<level>`; a capability that nobody holds where the path is another one. */
function wayOf(url: string): { capability: string; name: string; level: string } {
  const [door, capability = '', name = '', level = '', ...rest] = new URL(url).pathname.slice(1).split('/')
  return door === 'bytes' && rest.length === 0 ? { capability, name, level } : { capability: '', name, level }
}

type Takes = BytesNeeds['upload']

/** Where bytes may be brought to. */
const takersOf = ({ upload, attach }: BytesNeeds): Readonly<Record<string, Takes | undefined>> =>
  Object.assign(Object.create(null), { incoming: upload, attachments: attach })

async function taken(takes: Takes, by: Caller, request: Request): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? 0) > largestUpload) throw new Fault('imaging.tooLarge')
  const bytes = await bounded(request.body, largestUpload)
  return Response.json(await takes(by, bytes), { headers: everyAnswer })
}

/** Reads a body no further than it is allowed to go: a length header is a claim, not a fact. */
async function bounded(body: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const piece of body ?? []) {
    total += piece.byteLength
    if (total > most) throw new Fault('imaging.tooLarge')
    pieces.push(piece)
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, total)
}

async function served(request: Request, opened: OpenedBytes): Promise<Response> {
  const range = rangeOf(request.headers.get('range'), opened.sizeBytes)
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...everyAnswer, 'content-range': `bytes */${opened.sizeBytes}` },
    })
  const [start, end] = range ?? [0, opened.sizeBytes]
  const headers = {
    ...everyAnswer,
    'content-type': opened.mediaType,
    'accept-ranges': 'bytes',
    'content-length': String(end - start),
    ...(range && { 'content-range': `bytes ${start}-${end - 1}/${opened.sizeBytes}` }),
  }
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  if (end - start <= 4 * pieceBytes) return new Response(await owned(opened, start, end), { status, headers })
  return new Response(streamOf(opened, start, end), { status, headers })
}

/**
 * Many small pictures in one answer, `/bytes/<capability>/thumbs/<id>,<id>…`: for each id in turn its length as an unsigned
 * 32-bit big-endian number and then its bytes; length 0 where there is none, none yet, or its seal is broken. A request costs
 * more than a small picture does.
 */
async function manyThumbs(needs: BytesNeeds, by: Caller, list: string): Promise<Response> {
  const ids = list.split(',')
  if (ids.length > mostThumbs || !ids.every(isUuid)) return refused(404, 'input.invalid')
  const tooLate = pause(patienceMs, nothing, { ref: false })
  const parts = await Promise.all(ids.map(id => Promise.race([thumbOf(needs, by, id), tooLate])))
  const headers = { ...everyAnswer, 'content-type': 'application/octet-stream' }
  return new Response(Buffer.concat(parts.map(framed)), { headers })
}

const nothing = new Uint8Array()

/** A picture that cannot be had leaves the others alone; a lock or a right that is missing ends them all. */
async function thumbOf(needs: BytesNeeds, by: Caller, id: string): Promise<Uint8Array> {
  try {
    const opened = await needs.open(by, id, 'thumb')
    return opened && opened.sizeBytes <= largestThumb ? await opened.read(0, opened.sizeBytes) : nothing
  } catch (error) {
    if (error instanceof Fault && error.code === 'vault.blobDamaged') return nothing
    throw error
  }
}

const owned = async (opened: OpenedBytes, start: number, end: number) =>
  (await opened.read(start, end)) as Uint8Array<ArrayBuffer>

function streamOf(opened: OpenedBytes, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const next = Math.min(at + pieceBytes, end)
      controller.enqueue(await owned(opened, at, next))
      at = next
      if (at >= end) controller.close()
    },
  })
}

/**
 * One byte range of RFC 9110 as [start, end), undefined for the whole (no header, several ranges, another unit),
 * `unsatisfiable` where it lies outside the content.
 */
export function rangeOf(header: string | null, size: number): ByteRange | undefined {
  const match = /^bytes=(?!-$)(\d{0,19})-(\d{0,19})$/.exec(header ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  return first === '' ? endOf(Number(last), size) : partOf(Number(first), last, size)
}

type ByteRange = readonly [number, number] | 'unsatisfiable'

const endOf = (length: number, size: number): ByteRange =>
  length === 0 || size === 0 ? 'unsatisfiable' : [Math.max(0, size - length), size]

function partOf(start: number, last: string, size: number): ByteRange | undefined {
  const end = last === '' ? size : Math.min(Number(last) + 1, size)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'unsatisfiable' : [start, end]
}

const isUuid = (text: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text)
const isLevel = (text: string): text is Level => ['full', 'screen', 'thumb', 'share'].includes(text)
