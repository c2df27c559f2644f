import { createHash } from 'node:crypto'
import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { ImageFace, ImageSource } from '../../images.ts'
import type { FileFace, FolderWire } from '../../wire.ts'
import { isDcfPicture, isPictureName } from './names.ts'

export interface DcimOptions {
  /** A watched folder: pictures of any name, anywhere in it. Otherwise only what a camera wrote below /DCIM. */
  readonly isWatched?: boolean
  /** What was found out before, by path, size and time: those files are not read again to be told apart. Filled as files are read. */
  readonly known?: Map<string, string>
}

const pollMs = 1000
const listMs = 30_000
const readMs = 10_000
const pieceBytes = 1 << 20
/** Far above any photograph, and far below what would fill the memory. */
const mostBytes = 256 * 1024 * 1024

/** The pictures on a card or in a folder. Their key is the SHA-256 of their bytes, so a copy, or another card, brings nothing twice. */
export function openDcimSource(
  wire: FolderWire,
  { isWatched = false, known = new Map() }: DcimOptions = {},
): ImageSource {
  const isWanted = isWatched ? isPictureName : isDcfPicture
  const held = new Map<string, FileFace>()
  const keyOf = async (file: FileFace, context: Context): Promise<string | undefined> => {
    const quick = quickOf(file)
    const before = known.get(quick)
    if (before) return before
    const hash = createHash('sha256')
    try {
      for await (const piece of piecesOf(wire, file, context)) hash.update(piece)
    } catch (error) {
      // Still being written, after all: it is there at the next look.
      if (error instanceof DeviceError && error.code === 'devices.fileChanged') return undefined
      throw error
    }
    const key = hash.digest('hex')
    known.set(quick, key)
    return key
  }
  return {
    list: async context => {
      const files = await settledFiles(wire, isWanted, context)
      held.clear()
      const faces: ImageFace[] = []
      for (const [index, file] of files.entries()) {
        const key = await keyOf(file, context)
        context.progress({ done: index + 1, total: files.length, unit: 'files' })
        if (key === undefined || held.has(key)) continue
        held.set(key, file)
        faces.push({ key, name: file.path.slice(file.path.lastIndexOf('/') + 1), sizeBytes: file.sizeBytes })
      }
      return faces
    },
    read: async ({ key }, context) => {
      const file = held.get(key) ?? (await found(wire, { key, known, isWanted }, context))
      if (!file) throw new DeviceError('devices.fileChanged', 'read')
      const bytes = await wholeOf(wire, file, context)
      if (createHash('sha256').update(bytes).digest('hex') === key) return bytes
      known.delete(quickOf(file))
      throw new DeviceError('devices.fileChanged', 'read')
    },
    close: () => wire.close(),
  }
}

const quickOf = ({ path, sizeBytes, modifiedAt }: FileFace): string => `${path}/${sizeBytes}/${modifiedAt}`

type IsWanted = (path: string) => boolean

/** Files that were the same at two looks: a camera or program that still writes one has it left alone. */
async function settledFiles(wire: FolderWire, isWanted: IsWanted, context: Context): Promise<readonly FileFace[]> {
  const look = async (): Promise<readonly FileFace[]> =>
    (await wire.files({ timeoutMs: listMs, signal: context.signal })).filter(
      ({ path, sizeBytes }) => isWanted(path) && sizeBytes > 0 && sizeBytes <= mostBytes,
    )
  const before = new Set((await look()).map(quickOf))
  if (before.size === 0) return []
  await context.pause(pollMs)
  return (await look()).filter(file => before.has(quickOf(file)))
}

interface Sought {
  readonly key: string
  readonly known: ReadonlyMap<string, string>
  readonly isWanted: IsWanted
}

/** A face from before a replug, found again by what is known of the files. */
async function found(
  wire: FolderWire,
  { key, known, isWanted }: Sought,
  context: Context,
): Promise<FileFace | undefined> {
  const files = await settledFiles(wire, isWanted, context)
  return files.find(file => known.get(quickOf(file)) === key)
}

async function* piecesOf(wire: FolderWire, file: FileFace, { signal }: Context): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.sizeBytes; start += pieceBytes) {
    if (signal.aborted) throw new DeviceError('devices.cancelled', 'read')
    const endExclusive = Math.min(start + pieceBytes, file.sizeBytes)
    yield await wire.read(file.path, { start, endExclusive }, { timeoutMs: readMs, signal })
  }
}

async function wholeOf(wire: FolderWire, file: FileFace, context: Context): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.sizeBytes)
  let done = 0
  for await (const piece of piecesOf(wire, file, context)) {
    bytes.set(piece, done)
    done += piece.length
    context.progress({ done, total: file.sizeBytes, unit: 'bytes' })
  }
  return bytes
}
