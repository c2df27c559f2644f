import type { Vault } from '../../src-main/vault/index.ts'
import { face, openRig, password } from '../../src-main/vault/rig/open.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Counts, Tell } from './report.ts'
import { duplicatesOf, type Promised, rowsOf, verdictOf } from './shots.ts'

/**
 * Opens the vault as the next start of the program would, and holds every acknowledgement against it.
 * After a kill or a power cut nothing may be missing, and nothing may be found damaged.
 */
export async function checkPromises(
  folder: string,
  promises: readonly Promised[],
  tell: Tell,
): Promise<Partial<Counts>> {
  const vault = openRig(folder)
  try {
    if (vault.state() === 'absent') return { lost: promises.length }
    await vault.unlock(face.userId, password)
    return await count(vault, promises, tell)
  } catch (error) {
    tell(`opening failed: ${error instanceof Fault ? `${error.code} ${String(error.cause)}` : String(error)}`)
    return error instanceof Fault ? { lost: promises.length } : { crashes: 1 }
  } finally {
    await vault.close()
  }
}

async function count(vault: Vault, promises: readonly Promised[], tell: Tell): Promise<Partial<Counts>> {
  const rows = await rowsOf(vault)
  let [lost, wrong] = [0, 0]
  for (const promised of promises) {
    const verdict = await verdictOf(vault, promised, rows).catch(error => {
      tell(`${promised.id}: ${String(error)}`)
      return 'lost' as const
    })
    if (verdict === 'lost') lost++
    if (verdict === 'wrong') wrong++
    if (verdict !== 'kept') tell(`${promised.id}: ${verdict}`)
  }
  // An adopted file is the protocol at work; anything else would be a loss nobody was told of.
  const { findings } = await vault.health()
  const alarms = findings.filter(finding => finding.code !== 'vault.blobAdopted')
  for (const alarm of alarms) tell(`finding ${alarm.code} ${alarm.entity ?? ''}`)
  return { lost, wrong, duplicated: await duplicatesOf(vault), undetected: alarms.length }
}

export function add(counts: Counts, more: Partial<Counts>): void {
  for (const [name, value] of Object.entries(more) as [keyof Counts, number][]) counts[name] += value
}
