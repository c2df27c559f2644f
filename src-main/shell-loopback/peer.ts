import { readFile } from 'node:fs/promises'

/** Both ends of an accepted IPv4 connection, as a socket names them. */
export interface Ends {
  readonly theirAddress: string
  readonly theirPort: number
  readonly ourAddress: string
  readonly ourPort: number
}

type Rows = ReadonlyMap<string, number>

const established = '01'

/**
 * The living connections of a kernel table (Linux /proc/net/tcp and tcp6; columns: local address, remote address, state, …,
 * uid at index 7): user id by "local remote". A row that no process holds any more does not count: the kernel gives it to root.
 */
export function rowsOf(table: string): Rows {
  const rows = new Map<string, number>()
  for (const line of table.split('\n').slice(1)) {
    const [, local = '', remote = '', state, , , , uid] = line.trim().split(/\s+/)
    if (state === established) rows.set(`${local} ${remote}`, Number(uid))
  }
  return rows
}

/**
 * The user id behind the far end of a loopback connection; undefined when no row matches. Ports alone do not name a
 * connection: another account could borrow a row of ours by using the same ports on another loopback address.
 */
export function uidOf(rows: Rows, { theirAddress, theirPort, ourAddress, ourPort }: Ends): number | undefined {
  const [theirs, ours] = [nameOf(theirAddress, theirPort), nameOf(ourAddress, ourPort)]
  return rows.get(`${theirs} ${ours}`) ?? rows.get(`${mapped}${theirs} ${mapped}${ours}`)
}

/** An IPv4 address as the kernel prints it for a socket of IPv6. */
const mapped = '0000000000000000FFFF0000'

/** An IPv4 end as the kernel prints it: the address's bytes backwards (little-endian machines). */
function nameOf(address: string, port: number): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0')
  const bytes = address.split('.').map(part => hex(Number(part), 2))
  return `${bytes.reverse().join('')}:${hex(port, 4)}`
}

/**
 * One reading for all who ask at once: whoever asks while a reading runs shares the next, which begins after it asked.
 * A flood of connections thus costs two readings, not one each.
 */
export function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | undefined
  return () => {
    next ??= running.then(() => {
      next = undefined
      const reading = read()
      running = reading.catch(() => undefined)
      return reading
    })
    return next
  }
}

const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(file =>
  shared(async () => rowsOf(await readFile(file, 'utf8').catch(() => ''))),
)

/**
 * Whether a connection comes from a process of our own user. Another account on a shared machine may reach a loopback
 * port, so where the kernel tells (Linux) it is asked, once a connection; elsewhere the secrets alone decide.
 */
export async function isOwnUser(ends: Ends): Promise<boolean> {
  const own = process.getuid?.()
  if (process.platform !== 'linux' || own === undefined) return true
  for (const table of tables) {
    const uid = uidOf(await table(), ends)
    if (uid !== undefined) return uid === own
  }
  return false
}
