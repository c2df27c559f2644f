import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'

/** Where this user's data lives when no folder is named: the system's own place for application data. */
export function dataFolder(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string {
  const home = env['HOME'] ?? homedir()
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Cutis')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Cutis')
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'cutis')
}

/**
 * Makes the folder of one clinic below the data folder, for this user alone. Fault vault.full or vault.readOnly: on a
 * read-only disk the system may answer anything from EROFS to ENOENT, so whatever is not "full" counts as that.
 */
export function makePlace(folder: string, clinic: 'clinic' | 'demo'): string {
  const place = join(folder, clinic)
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const full = /^(ENOSPC|EDQUOT)$/.test(String((cause as NodeJS.ErrnoException).code))
    throw new Fault(full ? 'vault.full' : 'vault.readOnly', { cause })
  }
  return place
}
