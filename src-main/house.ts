import { join } from 'node:path'
import type { Cutis } from '../src-shared/contract/index.ts'
import { Fault } from '../src-shared/faults.ts'
import { may } from '../src-shared/policy.ts'
import { openAccess } from './access/index.ts'
import { openCapture } from './capture/index.ts'
import { openClinicLink } from './clinic-link.ts'
import { demoPeople, openDemo } from './demo/index.ts'
import { openDarkroom } from './imaging/index.ts'
import { openBytesDoor } from './kernel/bytes.ts'
import type { Caller } from './kernel/caller.ts'
import { type DoorRouter, openDoor, staleAfter } from './kernel/door.ts'
import { openIncidents } from './kernel/incidents.ts'
import { openNews } from './kernel/news.ts'
import type { Helper } from './kernel/process.ts'
import type { Services } from './kernel/service.ts'
import { openRecords } from './records/index.ts'
import { openSync } from './sync/index.ts'
import { openVault } from './vault/index.ts'
import { openWorkstation } from './workstation.ts'

/** What the outside world must lend us. Each shell brings its own. */
export interface Ground {
  /** The folder of this clinic's data, and of nothing else. */
  readonly folder: string
  readonly demo: boolean
  readonly shell: 'electron' | 'loopback'
  readonly version: string
  /** What the system's keychain is, in a word; a shell without one leaves it out. */
  readonly keychain?: string
  /** The vault's thread, as a built file. */
  readonly thread: URL | string
  /** Starts one of our own processes. */
  readonly start: (entry: 'darkroom' | 'clinic', args?: readonly string[]) => Helper
  /** Puts the demo clinic's house in this one's place. */
  readonly openDemo: () => void
  readonly now: () => Date
  readonly log: (line: string) => void
}

export interface House {
  readonly router: DoorRouter
  readonly bytes: (request: Request) => Promise<Response>
  readonly caller: () => Caller | undefined
  lock(why: 'person' | 'idle' | 'suspend' | 'screen' | 'closing'): Promise<void>
  close(): Promise<void>
}

/** Opens every room, foundations first. Read top to bottom, this is the dependency graph. */
export async function openHouse(ground: Ground): Promise<House> {
  const { now, log, folder } = ground
  const news = openNews()
  const incident = openIncidents(log)
  const changed = (tags: readonly string[]) => news.tell({ kind: 'stale', queries: staleAfter(tags) })

  const vault = await openVault({ folder: join(folder, 'vault'), thread: ground.thread, now, changed, log })
  const startDemo = async () => ground.openDemo()
  const access = openAccess({ vault, news, now, log, ...(ground.demo ? { demo: demoPeople } : { startDemo }) })
  const records = openRecords({ vault, now })
  const darkroom = openDarkroom({ start: () => ground.start('darkroom'), log })
  const capture = openCapture({ vault, records, darkroom, now, log })
  const clinic = openClinicLink({
    start: () => ground.start('clinic', ['--data', join(folder, 'clinic')]),
    key: () => vault.subKey('clinic/1'),
    registration: () => sync.registration(),
    log,
  })
  const sync = openSync({ vault, records, clinic: clinic.origin, now, log })
  const workstation = openWorkstation({ ...ground, vault, news, access })
  const demo = ground.demo ? openDemo({ vault, access, records, capture, now, log }) : undefined

  access.whenOpened(async () => {
    await clinic.open()
    sync.start()
    capture.resume()
    demo?.resume()
  })
  access.whenLocked(async () => {
    await sync.stop()
    await clinic.shut()
    capture.forget()
  })
  await demo?.prepare()

  const services: Services<Cutis> = {
    workstation,
    access: access.service,
    records: records.service,
    capture: capture.service,
    sync: sync.service,
  }
  return {
    router: openDoor(services, { audit: access.audit, incident }),
    bytes: openBytesDoor({
      admit: access.admits,
      upload: (by, bytes) => {
        if (!may(by.role, 'image.capture')) throw new Fault('access.denied')
        return capture.upload(by, bytes)
      },
      open: async (by, blobId, level) => {
        if (!may(by.role, 'image.read')) throw new Fault('access.denied')
        const opened = await capture.bytesOf(blobId, level)
        // Thumbnails come with a list of images whose reading has its row already; every larger look has its own.
        if (opened && level !== 'thumb')
          await access.audit(by, {
            name: `bytes.${level}`,
            action: 'R',
            patientId: opened.patientId,
            entity: `Media/${blobId}`,
          })
        return opened
      },
      incident,
    }),
    caller: access.caller,
    lock: access.lock,
    close: async () => {
      await access.lock('closing')
      await Promise.all([clinic.close(), capture.close(), darkroom.close()])
      await vault.close()
    },
  }
}
