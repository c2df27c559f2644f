import { readFile } from 'node:fs/promises'

/**
 * The user id behind the far end of a loopback TCP connection, from the kernel's table (Linux /proc/net/tcp,
 * columns: local address, remote address, state, …, uid at index 7). Undefined when no row matches.
 */
export function uidOf(
  table: string,
  ends: { readonly theirPort: number; readonly ourPort: number },
): number | undefined {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/)
    const [, local, remote] = columns
    if (local?.endsWith(`:${hex(ends.theirPort)}`) && remote?.endsWith(`:${hex(ends.ourPort)}`))
      return Number(columns[7])
  }
  return undefined
}

/**
 * Whether a connection comes from a process of our own user. Another account on a shared machine may reach a loopback
 * port, so where the kernel tells (Linux) it is asked, once a connection; elsewhere the secrets alone decide.
 */
export async function isOwnUser(ends: { theirPort: number; ourPort: number }): Promise<boolean> {
  const own = process.getuid?.()
  if (process.platform !== 'linux' || own === undefined) return true
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const uid = uidOf(await readFile(file, 'utf8').catch(() => ''), ends)
    if (uid !== undefined) return uid === own
  }
  return false
}
