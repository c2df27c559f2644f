import { join } from 'node:path'
import type { Cutis } from '../src-shared/contract/index.ts'
import { Fault } from '../src-shared/faults.ts'
import { may } from '../src-shared/policy.ts'
import { type Access, openAccess, openFolders } from './access/index.ts'
import { type Capture, openCapture } from './capture/index.ts'
import { openChart } from './chart/index.ts'
import { type ClinicLink, clinicArguments, openClinicLink } from './clinic-link.ts'
import { openConsults } from './consults/index.ts'
import { type Demo, type DemoNeeds, demoPeople, openDemo } from './demo/index.ts'
import { openDevices } from './devices/index.ts'
import { type Documents, openDocuments } from './documents/index.ts'
import { openDarkroom, openSurveyor } from './imaging/index.ts'
import { type Level, openBytesDoor } from './kernel/bytes.ts'
import type { Caller } from './kernel/caller.ts'
import { type DoorRouter, openDoor, staleAfter } from './kernel/door.ts'
import { openIncidents } from './kernel/incidents.ts'
import { openNews } from './kernel/news.ts'
import type { Helper } from './kernel/process.ts'
import type { Services } from './kernel/service.ts'
import { openLetters } from './letters/index.ts'
import { type Messages, openMessages } from './messages/index.ts'
import { type Monitoring, openMonitoring } from './monitoring/index.ts'
import { openOrders } from './orders/index.ts'
import { openPolicies } from './policies/index.ts'
import { openPortal } from './portal/index.ts'
import { openPrescribing } from './prescribing/index.ts'
import { openReactions } from './reactions/index.ts'
import { openRecords, type Records } from './records/index.ts'
import { openReview, type Review } from './review/index.ts'
import { openSchedule, type Schedule } from './schedule/index.ts'
import { openSigning, type Signing } from './signing/index.ts'
import { openSync, type Sync } from './sync/index.ts'
import { openVault, type Vault } from './vault/index.ts'
import { openVisits, type Visits } from './visits/index.ts'
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
  readonly start: (entry: 'darkroom' | 'surveyor' | 'press' | 'clinic' | 'painter', args?: readonly string[]) => Helper
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
  const [news, incident] = [openNews(), openIncidents(log)]
  const changed = (tags: readonly string[]) => {
    news.tell({ kind: 'stale', queries: staleAfter(tags) })
    wake(tags, sync, messages)
  }

  const vault = openVault({ folder: join(folder, 'vault'), thread: ground.thread, now, changed, log })
  const demoOrItsDoor = ground.demo ? { demo: demoPeople } : { startDemo: async () => ground.openDemo() }
  const access = openAccess({ vault, news, now, log, ...demoOrItsDoor })
  const records = openRecords({ vault, now })
  const darkroom = openDarkroom({ start: () => ground.start('darkroom'), log })
  const surveyor = openSurveyor({ start: () => ground.start('surveyor'), log })
  const devices = openDevices({ now, log, changed, watched: openFolders({ vault, access }), ownFolder: folder })
  const capture = openCapture({ vault, records, darkroom, devices, now, log })
  const monitoring = openMonitoring({ vault, records, devices, now, changed, log })
  const review = openReview({ vault, records, capture, surveyor, now })
  const documents = openDocuments({ start: () => ground.start('press'), log })
  const messages = openMessages({ vault, records, capture, now, log, fetchFile: (...asked) => sync.file(...asked) })
  const schedule = openSchedule({ vault, records, now, log })
  const signing = openSigning({ vault, records, access, now })
  const asked = { vault, access, records, signing, capture, review, documents, messages, schedule, now }
  const desks = openDesks({ ...asked, sync: () => sync })
  const clinic = clinicOf(ground, vault, () => sync)
  const sync = openSync({ vault, clinic: () => clinic.origin(), news, now, log })
  const visits = visitsOf(asked, sync)
  const demo = demoOf(ground, { vault, access, capture, rooms: desks })
  followTheVault({ ...asked, clinic, sync, monitoring, visits, ...(demo && { demo }), log })
  await demo?.prepare()

  const services: Services<Cutis> = {
    workstation: openWorkstation({ ...ground, vault, news, access }),
    access: access.service,
    records: records.service,
    capture: capture.service,
    review: review.service,
    ...desks,
    sync: sync.service,
    devices: devices.service,
    monitoring: monitoring.service,
    visits: visits.service,
    portal: openPortal({ vault, records, clinic: sync.reach }).service,
  }
  return {
    router: openDoor(services, { audit: (by, act) => access.audit(by, act), incident }),
    bytes: openBytesDoor({ incident, ...bytesFor(access, capture, messages) }),
    caller: () => access.caller(),
    lock: why => access.lock(why),
    close: async () => {
      await access.lock('closing')
      demo?.close()
      capture.close()
      await Promise.all([monitoring.close(), devices.close()])
      for (const process of [darkroom, surveyor, documents]) process.close()
      await clinic.close()
      await vault.close()
    },
  }
}

const wake = (tags: readonly string[], sync: Sync, messages: Messages): void => {
  if (tags.includes('outbox')) sync.kick()
  if (tags.includes('record')) messages.look()
}

const visitsOf = ({ access, ...rooms }: Omit<DeskNeeds, 'sync'>, { reach }: Sync): Visits =>
  openVisits({ ...rooms, clinicName: access.clinicName, stirred: access.stirred, clinic: reach })

/** The embedded clinic, whose key lies in the vault. */
const clinicOf = ({ start, folder, log }: Ground, vault: Vault, sync: () => Sync) =>
  openClinicLink({
    start: () => start('clinic', clinicArguments(join(folder, 'clinic'), process.env, log)),
    key: () => vault.subKey('clinic/1'),
    registration: () => sync().registration(),
    opened: () => sync().kick(),
    log,
  })

/** The invented clinic's teller, where this is its house. */
const demoOf = ({ demo, start, now, log }: Ground, needs: Omit<DemoNeeds, 'patients' | 'start' | 'now' | 'log'>) =>
  demo
    ? openDemo({
        ...needs,
        patients: Number.parseInt(process.env['CUTIS_DEMO_PATIENTS'] ?? '', 10),
        start: () => start('painter'),
        now,
        log,
      })
    : undefined

type Desks = Pick<
  Services<Cutis>,
  'chart' | 'consults' | 'letters' | 'orders' | 'policies' | 'prescribing' | 'reactions' | 'schedule' | 'messages'
>
interface DeskNeeds {
  readonly vault: Vault
  readonly access: Access
  readonly records: Records
  readonly signing: Signing
  readonly capture: Capture
  readonly review: Review
  readonly documents: Documents
  readonly messages: Messages
  readonly schedule: Schedule
  readonly sync: () => Pick<Sync, 'look'>
  readonly now: () => Date
}

/** The rooms that keep nothing of their own beside the record: what a clinician reads, asks and answers there. */
function openDesks({ access, signing, review, messages, schedule, sync, ...shared }: DeskNeeds): Desks {
  const [{ clinicName }, { proveAgain, atSeat, checker }] = [access, signing]
  const look: Sync['look'] = (path, withinMs) => sync().look(path, withinMs)
  const chart = openChart(shared)
  const policies = openPolicies(shared)
  const { isSigned, onPaper, isPair } = review
  const consults = openConsults({ ...shared, policies, clinicName, isSigned, onPaper, atSeat, checker })
  const orders = openOrders({ ...shared, chart, isPair, atSeat, checker })
  return {
    chart: chart.service,
    policies: policies.service,
    prescribing: openPrescribing({ ...shared, policies, chart, clinicName, proveAgain, checker, look }).service,
    reactions: openReactions({ ...shared, chart, clinicName, proveAgain, checker }).service,
    consults: consults.service,
    orders: orders.service,
    letters: openLetters({ ...shared, clinicName, review, chart, orders, consults }).service,
    schedule: schedule.service,
    messages: messages.service,
  }
}

interface Following {
  readonly access: Access
  readonly clinic: ClinicLink
  readonly sync: Sync
  readonly capture: Capture
  readonly monitoring: Monitoring
  readonly review: Review
  readonly messages: Messages
  readonly schedule: Schedule
  readonly visits: Visits
  readonly demo?: Demo
  readonly log: (line: string) => void
}

/** What lives exactly as long as the vault is open: the clinic's key, the sync, the smaller pictures, the demo's drawing. */
function followTheVault({ access, clinic, sync, capture, demo, log, ...forgetful }: Following): void {
  const watched = (work: Promise<unknown>) =>
    void work.catch((error: unknown) =>
      log(`after the lock or unlock: ${error instanceof Error ? error.name : 'unknown'}`),
    )
  // Ending the sync may take as long as a request without an answer: whoever has signed in meanwhile keeps their clinic.
  let isOpen = false
  access.whenOpened(() => {
    isOpen = true
    sync.start()
    capture.resume()
    forgetful.schedule.resume()
    forgetful.messages.resume()
    demo?.resume()
    watched(clinic.open())
  })
  access.whenLocked(() => {
    isOpen = false
    capture.forget()
    const { monitoring, review, messages, schedule, visits } = forgetful
    for (const room of [monitoring, review, messages, schedule, visits]) room.forget()
    watched(sync.stop().then(() => (isOpen ? undefined : clinic.shut())))
  })
}

/** Looks whose reading has its audit row already, one sign-in and picture each; the oldest is forgotten and audited again. */
const mostLooks = 2000

/** The bytes door's pictures and files: who may bring and see them, and the audit row that comes before the look. */
function bytesFor(access: Access, capture: Capture, messages: Messages) {
  const looked = new Set<string>()
  return {
    admit: (capability: string) => access.admits(capability),
    tiles: async (by: Caller, blobId: string, what: 'index' | 'tiles') => {
      if (!may(by.role, 'image.read')) throw new Fault('access.denied')
      const opened = await capture.tilesOf(blobId)
      if (!opened) return undefined
      const look = `${by.sessionId}/${blobId}`
      if (what === 'tiles' && looked.has(look)) return opened
      const { patientId } = opened
      const entity = `Media/${blobId}`
      await access.audit(by, { name: 'bytes.tiles', action: 'R', outcome: 'ok', patientId, entity })
      looked.add(look)
      const [oldest] = looked.size > mostLooks ? looked : []
      if (oldest !== undefined) looked.delete(oldest)
      return opened
    },
    upload: async (by: Caller, bytes: Uint8Array): Promise<object> => {
      if (!may(by.role, 'image.capture')) throw new Fault('access.denied')
      return await capture.upload(by, bytes)
    },
    attach: async (by: Caller, bytes: Uint8Array): Promise<object> => {
      if (!may(by.role, 'message.write')) throw new Fault('access.denied')
      return await messages.attach(by, bytes)
    },
    open: async (by: Caller, blobId: string, level: Level) => {
      const file = level === 'full' ? await messages.fileOf(blobId) : undefined
      if (file) {
        if (!may(by.role, 'message.read')) throw new Fault('access.denied')
        const { patientId } = file
        await access.audit(by, {
          name: 'bytes.file',
          action: 'R',
          outcome: 'ok',
          patientId,
          entity: `Binary/${blobId}`,
        })
        return file
      }
      if (!may(by.role, 'image.read')) throw new Fault('access.denied')
      const opened = await capture.bytesOf(blobId, level)
      // What somebody has just brought and not kept yet is nobody's picture: only he who brought it sees it.
      if (!opened) return level === 'full' ? capture.waitingOf(by, blobId) : undefined
      if (level === 'thumb') return opened
      // Thumbnails come with a list of images whose reading has its row already; every larger look has its own.
      const { patientId } = opened
      await access.audit(by, {
        name: `bytes.${level}`,
        action: 'R',
        outcome: 'ok',
        patientId,
        entity: `Media/${blobId}`,
      })
      return opened
    },
  }
}
