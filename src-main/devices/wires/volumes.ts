import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** One line of the kernel's table of mounts. */
export interface Mount {
  readonly path: string
  readonly source: string
  readonly fileSystem: string
}

/** A card, stick or camera that the system shows as a folder. */
export interface Volume {
  readonly path: string
  /** Names at its root. */
  readonly holds: readonly string[]
}

/** Where to look; each may be put in place of the system's own. */
export interface VolumePlaces {
  readonly platform?: NodeJS.Platform
  /** Folders below which removable volumes are mounted. */
  readonly roots?: readonly string[]
  /** Text of /proc/self/mountinfo. */
  readonly mountinfo?: () => Promise<string>
}

const linuxRoots = ['/media', '/run/media', '/mnt']
/** A: and B: are floppy drives, which make a noise when asked; C: is the system's. */
const driveLetters = 'DEFGHIJKLMNOPQRSTUVWXYZ'.split('').map(letter => `${letter}:\\`)
const rootMs = 1000

/** Reads /proc/self/mountinfo (proc(5)): fields, any number of optional ones, a dash, then file system and source. Octal escapes. */
export const volumesOf = (mountinfo: string): readonly Mount[] =>
  mountinfo.split('\n').flatMap(line => {
    const fields = line.split(' ')
    const dash = fields.indexOf('-', 6)
    const [path, fileSystem, source] = [fields[4], fields[dash + 1], fields[dash + 2]]
    if (dash < 0 || !path?.startsWith('/') || !fileSystem || source === undefined) return []
    return [{ path: plain(path), source: plain(source), fileSystem }]
  })

/** By bytes: a name is UTF-8, whichever of its bytes were escaped. */
function plain(text: string): string {
  const parts = text.split(/\\([0-3][0-7]{2})/)
  return Buffer.concat(
    parts.map((part, index) => (index % 2 ? Buffer.from([Number.parseInt(part, 8)]) : Buffer.from(part, 'utf8'))),
  ).toString('utf8')
}

/** The removable volumes that are there now. Asked again and again it is the poll that finds a card; one that hangs is left out. */
export async function removableVolumes(places: VolumePlaces = {}): Promise<readonly Volume[]> {
  const volumes = await Promise.all(
    (await candidates(places)).map(async path => ({ path, holds: await namesIn(path) })),
  )
  return volumes.flatMap(({ path, holds }) => (holds ? [{ path, holds }] : []))
}

async function candidates({ platform = process.platform, roots, mountinfo }: VolumePlaces): Promise<readonly string[]> {
  if (platform === 'linux') {
    const read = mountinfo ?? (() => readFile('/proc/self/mountinfo', 'utf8'))
    const mounts = volumesOf(await read().catch(() => ''))
    const paths = mounts.map(({ path }) => path).filter(path => isBelow(path, roots ?? linuxRoots))
    return [...new Set(paths)]
  }
  if (platform === 'win32') return roots ?? driveLetters
  const below = await Promise.all(
    (roots ?? ['/Volumes']).map(async root => ((await namesIn(root)) ?? []).map(name => join(root, name))),
  )
  return below.flat()
}

const isBelow = (path: string, roots: readonly string[]): boolean =>
  roots.some(root => path === root || path.startsWith(`${root}/`))

/** None where there is no such folder, or it does not answer in a second: a card being pulled can hold a call for long. */
async function namesIn(path: string): Promise<readonly string[] | undefined> {
  const late = new AbortController()
  try {
    return await Promise.race([readdir(path), setTimeout(rootMs, undefined, { signal: late.signal })])
  } catch {
    return undefined
  } finally {
    late.abort()
  }
}
