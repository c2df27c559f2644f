import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { Devices } from '../devices/index.ts'
import type { Darkroom } from '../imaging/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { type Records, recordWriting } from '../records/index.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import { type ShotSql, shotStoreWith } from './store.ts'

export interface CaptureNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit' | 'keep' | 'blob'>
  readonly records: Pick<Records, 'read' | 'put' | 'change'>
  readonly darkroom: Pick<Darkroom, 'levels' | 'tiles' | 'share'>
  readonly devices: Pick<Devices, 'openImages'>
  readonly now: () => Date
  readonly log: (line: string) => void
  /** Makes a random uuid; only tests set it. */
  readonly newId?: () => string
}

/** What this room writes on its own account, after the person who took the picture has been answered. */
export const machine: Caller = {
  userId: '00000000-0000-4000-8000-000000000000' as UserId,
  sessionId: '00000000-0000-4000-8000-000000000000' as SessionId,
  name: 'Cutis',
  role: 'workstation',
}

/** The capture room's drawer, able to re-enter a sealed file together with its FHIR records. */
export const shotStore = shotStoreWith(recordWriting)

export interface Drawer {
  readonly store: Reads<ShotSql>
  readonly ops: Writes<ShotSql>
}

export const drawerOf = ({ vault }: Pick<CaptureNeeds, 'vault'>): Drawer => ({
  store: vault.store(shotStore),
  ops: vault.ops(shotStore),
})
