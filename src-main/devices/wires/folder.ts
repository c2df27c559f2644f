import { constants, type Stats } from 'node:fs'
import { access, type FileHandle, lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { DeviceError } from '../errors.ts'
import type { FileFace, FolderWire, Wait } from '../wire.ts'

const mostFiles = 200_000
const mostDepth = 12

/** Opens a mounted volume or a folder for reading. Rejects devices.gone where there is none. */
export async function openFolderWire(path: string, wait: Wait): Promise<FolderWire> {
  const root = await inTime(rootAt(path), wait)
  let closed = false
  /** What each file looked like when it was last listed: a read must find the same. */
  const listed = new Map<string, string>()
  const whileThere = async <T>(run: () => Promise<T>, asking: Wait): Promise<T> => {
    if (closed) throw new DeviceError('devices.gone', 'folder')
    try {
      return await inTime(run(), asking)
    } catch (error) {
      if (error instanceof DeviceError && error.code !== 'devices.fileChanged') throw error
      if (!(await inTime(isThere(root), asking))) throw new DeviceError('devices.gone', 'folder', { cause: error })
      throw error instanceof DeviceError ? error : folderError(error)
    }
  }
  return {
    kind: 'folder',
    files: asking =>
      whileThere(async () => {
        const faces = await filesIn(root, asking.signal)
        // A mount point stays behind as an empty folder when its volume is pulled.
        if (!(await isThere(root))) throw new DeviceError('devices.gone', 'list')
        listed.clear()
        for (const { face, mark } of faces) listed.set(face.path, mark)
        return faces.map(({ face }) => face)
      }, asking),
    read: (file, range, asking) =>
      whileThere(() => readRange(root, { path: file, mark: listed.get(file) }, range), asking),
    close: async () => {
      closed = true
    },
  }
}

/** The real path of a folder that can be read. Rejects devices.gone, devices.noAnswer, devices.cancelled. */
export const folderAt = async (path: string, wait: Wait): Promise<string> =>
  await inTime(
    rootAt(path).then(async root => {
      await readable(root.path)
      return root.path
    }),
    wait,
  )

const readable = (path: string): Promise<void> =>
  access(path, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
    throw new DeviceError('devices.gone', 'open', { cause })
  })

interface Root {
  readonly path: string
  readonly device: number
  readonly inode: number
}

async function rootAt(path: string): Promise<Root> {
  try {
    const real = await realpath(path)
    const stats = await stat(real)
    if (!stats.isDirectory()) throw new DeviceError('devices.gone', 'open')
    return { path: real, device: stats.dev, inode: stats.ino }
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError('devices.gone', 'open', { cause: error })
  }
}

/** Still the same folder on the same volume. */
const isThere = ({ path, device, inode }: Root): Promise<boolean> =>
  stat(path).then(
    stats => stats.dev === device && stats.ino === inode,
    () => false,
  )

interface Listed {
  readonly face: FileFace
  readonly mark: string
}

/** Without the inode: FAT and exFAT make up a new one whenever the kernel has forgotten a file. */
const markOf = ({ size, mtimeMs, dev }: Stats): string => `${size}/${mtimeMs}/${dev}`

/** Plain files only. Links are passed over, wherever they lead. */
async function filesIn(root: Root, signal: AbortSignal): Promise<readonly Listed[]> {
  const found: Listed[] = []
  const walk = async (names: readonly string[]): Promise<void> => {
    for (const entry of await readdir(join(root.path, ...names), { withFileTypes: true })) {
      if (signal.aborted || found.length >= mostFiles) return
      const below = [...names, entry.name]
      if (entry.isDirectory() && below.length < mostDepth) await walk(below)
      if (entry.isFile()) found.push(...(await listedAt(root, below)))
    }
  }
  await walk([])
  return found
}

/** Empty for a file that went away, or became something else, between the two looks at it. */
async function listedAt(root: Root, names: readonly string[]): Promise<readonly Listed[]> {
  const stats = await lstat(join(root.path, ...names)).catch(() => undefined)
  if (!stats?.isFile()) return []
  const face = { path: names.join('/'), sizeBytes: stats.size, modifiedAt: stats.mtime.toISOString() }
  return [{ face, mark: markOf(stats) }]
}

interface Wanted {
  readonly path: string
  readonly mark: string | undefined
}

async function readRange(
  root: Root,
  { path, mark }: Wanted,
  { start, endExclusive }: { readonly start: number; readonly endExclusive: number },
): Promise<Uint8Array> {
  const file = await openBelow(root, path)
  try {
    const before = await file.stat()
    if (!before.isFile() || (mark !== undefined && markOf(before) !== mark) || endExclusive > before.size)
      throw new DeviceError('devices.fileChanged', 'read')
    const bytes = await readWhole(file, start, endExclusive)
    if (markOf(await file.stat()) !== markOf(before)) throw new DeviceError('devices.fileChanged', 'read')
    return bytes
  } finally {
    await file.close()
  }
}

async function readWhole(file: FileHandle, start: number, endExclusive: number): Promise<Uint8Array> {
  if (start < 0 || endExclusive < start) throw new DeviceError('devices.protocol', 'range')
  const bytes = new Uint8Array(endExclusive - start)
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at)
    if (bytesRead === 0) throw new DeviceError('devices.fileChanged', 'read')
    at += bytesRead
  }
  return bytes
}

/** Refuses names that climb, and links on the way or at the end of it, also one that was put there after the list was made. */
async function openBelow(root: Root, path: string): Promise<FileHandle> {
  const names = path.split('/')
  const climbs = names.some(
    name => name === '' || name === '.' || name === '..' || /[\0\\]/.test(name) || name.includes(sep),
  )
  if (climbs) throw new DeviceError('devices.unsupported', 'path')
  const whole = join(root.path, ...names)
  // Non-blocking, or a pipe put in the file's place would hold the call until somebody writes into it.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(whole, flags)
  try {
    const [real, at, opened] = await Promise.all([realpath(whole), lstat(whole), file.stat()])
    if (real !== whole) throw new DeviceError('devices.unsupported', 'link')
    if (at.ino !== opened.ino || at.dev !== opened.dev) throw new DeviceError('devices.fileChanged', 'open')
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

function folderError(cause: unknown): DeviceError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EACCES' || code === 'EPERM') return new DeviceError('devices.permission', 'folder', { cause })
  if (code === 'ELOOP') return new DeviceError('devices.unsupported', 'link', { cause })
  if (code === 'ENOENT' || code === 'ENOTDIR') return new DeviceError('devices.fileChanged', 'folder', { cause })
  // EIO, ENODEV, ENXIO: what a card says while it is being pulled.
  return new DeviceError('devices.gone', 'folder', { cause })
}

/** A call into the file system cannot be ended, but nobody has to wait for it. */
async function inTime<T>(work: Promise<T>, { timeoutMs, signal }: Wait): Promise<T> {
  const late = new AbortController()
  const end = async (): Promise<never> => {
    await setTimeout(timeoutMs, undefined, { signal: AbortSignal.any([signal, late.signal]) }).catch(() => {})
    throw new DeviceError(signal.aborted ? 'devices.cancelled' : 'devices.noAnswer', 'folder')
  }
  try {
    return await Promise.race([end(), work])
  } finally {
    late.abort()
  }
}
