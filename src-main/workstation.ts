import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { workstation } from '../src-shared/contract/workstation.ts'
import { faults, isFaultCode } from '../src-shared/faults.ts'
import type { Access } from './access/index.ts'
import type { NewsDesk } from './kernel/news.ts'
import type { Service } from './kernel/service.ts'
import type { Finding, Vault } from './vault/index.ts'

interface Needs {
  readonly vault: Vault
  readonly access: Access
  readonly news: NewsDesk
  readonly folder: string
  readonly version: string
  readonly shell: 'electron' | 'loopback'
  readonly demo: boolean
  readonly keychain?: string
  readonly now: () => Date
}

/** The machine's own calls: what it is, what it tells its windows, how its vault fares, and its backups. */
export function openWorkstation(needs: Needs): Service<typeof workstation> {
  const { vault, access, news, now } = needs
  return {
    about: () => ({
      version: needs.version,
      shell: needs.shell,
      demo: needs.demo,
      keychain: needs.keychain ?? 'none',
    }),
    news: (_, { signal }) => news.follow(signal),
    health: async () => {
      const { findings, freeBytes } = await vault.health()
      return { findings: summed(findings), freeBytes }
    },
    backUp: async (_, asking) => {
      const folder = join(needs.folder, 'backups')
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, `vault-${now().toISOString().replaceAll(/[:.]/g, '-')}.db`)
      await vault.backup(file)
      await access.audit(asking.who(), { name: 'workstation.backUp', action: 'E', outcome: 'ok' })
      return { file, sizeBytes: (await stat(file)).size }
    },
  }
}

/** One sentence per kind of finding, with how often it was found; blobs are counted, never named. */
function summed(findings: readonly Finding[]): { code: string; count: number; says: string }[] {
  const counts = new Map<string, number>()
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ code, count, says: isFaultCode(code) ? faults[code].says : code }))
}
