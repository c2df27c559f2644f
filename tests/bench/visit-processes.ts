import { readdirSync, readFileSync } from 'node:fs'

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** What stands behind the name in /proc/PID/stat: a name may hold anything. */
const fieldsOf = (pid: number): readonly string[] => read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []

/** These processes and all under them. */
export function processesUnder(roots: readonly number[]): readonly number[] {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const parents = new Map(all.map(name => [Number(name), Number(fieldsOf(Number(name))[1] ?? 0)]))
  const isUnder = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && isUnder(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(isUnder)
}

/** Processor time used so far, in hundredths of a second. */
export const ticksOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(fieldsOf(pid)[11] ?? 0) + Number(fieldsOf(pid)[12] ?? 0), 0)

/** Proportional memory, MB. */
export const megabytesOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(/Pss:\s+(\d+)/.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0) / 1024
