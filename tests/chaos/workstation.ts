import { type ImageIds, openStation } from '../../src-main/sync/rig/open.ts'
import { Fault } from '../../src-shared/faults.ts'

// A workstation as a process of its own, so that it can be killed. It says `kept` only when the vault has said so.
export type Order =
  | { readonly kind: 'open'; readonly folder: string; readonly origin: string }
  | { readonly kind: 'put'; readonly id: number; readonly resources: readonly object[] }
  | {
      readonly kind: 'image'
      readonly id: number
      readonly bytes: Uint8Array
      readonly patientId: string
      readonly ids: ImageIds
    }
  | { readonly kind: 'left'; readonly id: number }
export type Word =
  | { readonly kind: 'up'; readonly key: string }
  | { readonly kind: 'kept'; readonly id: number }
  | {
      readonly kind: 'left'
      readonly id: number
      readonly rows: readonly object[]
      readonly held: readonly Held[]
      readonly log: readonly string[]
    }

export interface Held {
  readonly type: string
  readonly id: string
  readonly serverId: string | null
  readonly body: string
}

const tempo = { firstRetryMs: 40, longestRetryMs: 600, pollMs: 400, timeoutMs: 1500 }
const tell = (word: Word): void => void process.send?.(word)
let opening: ReturnType<typeof openStation> | undefined

async function obey(order: Order): Promise<void> {
  if (order.kind === 'open') {
    opening = openStation({ folder: order.folder, clinic: () => order.origin, tempo })
    const station = await opening
    await station.sync.registration()
    station.sync.start()
    return tell({ kind: 'up', key: (await station.store.setting('key')) ?? '' })
  }
  const station = await opening
  if (!station) throw new Error('not open')
  if (order.kind === 'put') {
    await station.put(...order.resources)
    return tell({ kind: 'kept', id: order.id })
  }
  if (order.kind === 'image') {
    await station.keepImage(order.bytes, order.patientId, order.ids).catch((error: unknown) => {
      // Asked again after a kill: the first time was enough.
      if (!(error instanceof Fault) || error.code !== 'vault.duplicate') throw error
    })
    return tell({ kind: 'kept', id: order.id })
  }
  const log = station.told.filter(line => line.startsWith('sync:'))
  const held = (await Promise.all(['Patient', 'Observation', 'Media'].map(type => station.look.recordsOf(type)))).flat()
  tell({ kind: 'left', id: order.id, rows: await station.look.outbox(), held, log })
}

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => {
    process.stderr.write(`workstation: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
