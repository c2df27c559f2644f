import { realpath } from 'node:fs/promises'
import { isAbsolute, parse, relative, sep } from 'node:path'
import type { devices } from '../../src-shared/contract/devices.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import { DeviceError } from './errors.ts'
import { folderAt } from './wires/folder.ts'

/** Where the folders that somebody named are kept. This room stores nothing. */
export interface Watched {
  /** Empty while the vault is locked. */
  list(): readonly string[]
  add(by: Caller, path: string): Promise<void>
  remove(by: Caller, path: string): Promise<void>
}

interface WatchingNeeds {
  readonly watched?: Watched
  readonly ownFolder?: string
  readonly changed: (tags: readonly string[]) => void
}

const mostFolders = 8
const openMs = 3000

/** The calls that name folders in which other programs leave their pictures, and take the names away. */
export function openWatching(needs: WatchingNeeds): Pick<Service<typeof devices>, 'watched' | 'watch' | 'unwatch'> {
  let turn: Promise<unknown> = Promise.resolve()
  /** One at a time, or two that are added at once would both be the last that fits. */
  const change = (how: (watched: Watched) => Promise<void>): Promise<void> => {
    const next = turn.then(async () => {
      if (!needs.watched) throw new DeviceError('devices.unsupported', 'watch')
      await how(needs.watched)
      needs.changed(['device'])
    })
    turn = next.catch(() => {})
    return next
  }
  return {
    watched: () => [...(needs.watched?.list() ?? [])],
    watch: ({ path }, asking) =>
      change(async watched => {
        const named = watched.list()
        const real = await checked(path, needs.ownFolder)
        if (named.includes(real)) return
        if (named.length >= mostFolders) throw new DeviceError('devices.foldersFull', 'watch')
        await watched.add(asking.who(), real)
      }),
    unwatch: ({ path }, asking) =>
      change(async watched => {
        if (watched.list().includes(path)) await watched.remove(asking.who(), path)
      }),
  }
}

/** The real path of a folder that may be watched, so that no link leads round what is refused. */
async function checked(path: string, ownFolder: string | undefined): Promise<string> {
  if (!isAbsolute(path)) throw new DeviceError('devices.folderMissing', 'watch')
  const wait = { timeoutMs: openMs, signal: new AbortController().signal }
  const real = await folderAt(path, wait).catch((cause: unknown) => {
    throw new DeviceError('devices.folderMissing', 'watch', { cause })
  })
  const own = ownFolder && (await realpath(ownFolder).catch(() => ownFolder))
  if (isWholeDisk(real) || (own && (isWithin(real, own) || isWithin(own, real))))
    throw new DeviceError('devices.folderRefused', 'watch')
  return real
}

/** `/` or `D:\`; a share of the network (`\\server\share`) is a folder like any other. */
const isWholeDisk = (path: string): boolean => parse(path).root === path && !path.startsWith('\\\\')

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`)
}
