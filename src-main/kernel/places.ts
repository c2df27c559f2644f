import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this user's data lives when no folder is named: the system's own place for application data. */
export function dataFolder(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string {
  const home = env['HOME'] ?? homedir()
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Cutis')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Cutis')
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'cutis')
}
