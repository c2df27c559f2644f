import { randomUUID } from 'node:crypto'
import type { capture } from '../../src-shared/contract/capture.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { OpenedBytes } from '../kernel/bytes.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { type CaptureNeeds, type Drawer, drawerOf } from './desk.ts'
import { openFromDevice } from './from-device.ts'
import { openIncoming } from './incoming.ts'
import { keeperOf, portraitKeeperOf } from './keep.ts'
import { openLevels } from './levels.ts'
import { voided } from './media.ts'
import type { HeldShot } from './rows.ts'
import { type ShotFace, shotOf } from './shot.ts'
import { type Level, type Opened, type OpenedTiles, openerOf, tilesOpenerOf } from './shown.ts'
import type { Upload } from './upload.ts'

/** What the bytes door answers to an upload. */
export type Taken = Omit<Upload, 'bytes' | 'sha1'>

export interface Capture {
  readonly service: Service<typeof capture>
  /** Takes an original into memory. Faults capture.notAnImage, capture.tooLarge, capture.tooManyWaiting. */
  upload(by: Caller, bytes: Uint8Array): Promise<Taken>
  /** A kept picture of a case, whatever its state; undefined where there is none. */
  shot(blobId: string): Promise<ShotFace | undefined>
  /** The pictures of a visit, whatever their state, in the order they were taken. */
  shotsOf(caseId: string): Promise<ShotFace[]>
  /** Opens one level of a kept picture; a level not made yet is waited for. */
  bytesOf(blobId: string, level: Level): Promise<Opened | undefined>
  /** Opens a large picture's tiles; undefined where it has none. Tiles not made yet are waited for. */
  tilesOf(blobId: string): Promise<OpenedTiles | undefined>
  /** An original that the same person brought and has not kept yet. */
  waitingOf(by: Caller, uploadId: string): OpenedBytes | undefined
  /** After an unlock: makes the smaller pictures that are still missing. */
  resume(): void
  /** At a lock: lets go of every upload that was not kept. */
  forget(): void
  close(): void
}

/** One patient's pictures, whichever way they were asked for. */
const about = (shots: readonly HeldShot[], asking: Asking): HeldShot[] => {
  const [first] = shots
  if (first !== undefined) asking.about(first.patientId)
  return [...shots]
}

type Asked = Parameters<Service<typeof capture>['shots']>[0]

const found = ({ store }: Drawer, asked: Asked): Promise<HeldShot[]> => {
  if ('caseId' in asked) return store.ofCase(asked.caseId)
  return 'lesionId' in asked ? store.ofLesion(asked.lesionId) : store.ofPatient(asked.patientId)
}

const voiderOf =
  ({ vault, records, store, ops }: CaptureNeeds & Drawer) =>
  async (by: Caller, { blobId, reason }: { blobId: string; reason: string }): Promise<HeldShot> => {
    const shot = await store.shot(blobId)
    if (shot?.purpose !== 'case') throw new Fault('records.unknown')
    if (shot.state === 'voided') return shot
    const act = { name: 'capture.voidShot', action: 'U', patientId: shot.patientId, entity: `Media/${blobId}` } as const
    const error = records.change({ type: 'Media', id: blobId }, voided(reason))
    await vault.commit(by, act, [ops.setState(blobId, 'voided'), error])
    return (await store.shot(blobId)) ?? shot
  }

const waitingBytesOf = (upload: Upload | undefined): OpenedBytes | undefined =>
  upload && {
    mediaType: upload.mediaType,
    sizeBytes: upload.sizeBytes,
    read: async (start, end) => upload.bytes.slice(start, end),
  }

export function openCapture(needs: CaptureNeeds): Capture {
  const newId = needs.newId ?? randomUUID
  const drawer = drawerOf(needs)
  const shared = { ...needs, ...drawer, newId }
  const incoming = openIncoming(shared)
  const levels = openLevels(shared)
  const tiles = tilesOpenerOf({ ...shared, levels })
  const keep = keeperOf({ ...shared, incoming, levels })
  const keepPortrait = portraitKeeperOf({ ...shared, incoming, levels })
  const makeVoid = voiderOf(shared)
  const fromDevice = openFromDevice({ ...shared, incoming })
  const forget = (): void => {
    fromDevice.forget()
    incoming.forget()
    levels.stop()
    tiles.forget()
  }
  const { deviceImages, takeDeviceImage, releaseShutter } = fromDevice
  return {
    service: {
      deviceImages,
      takeDeviceImage,
      releaseShutter,
      shots: async (asked, asking) => about(await found(drawer, asked), asking).map(shotOf),
      keep: async (input, asking) => shotOf(await keep(asking.who(), input)),
      voidShot: async (input, asking) => shotOf(await makeVoid(asking.who(), input)),
      setPatientPhoto: async (input, asking) => ({ photo: await keepPortrait(asking.who(), input) }),
    },
    upload: async (by, bytes) => {
      const { bytes: _bytes, sha1: _sha1, ...taken } = await incoming.take(by, bytes)
      return taken
    },
    shot: async blobId => {
      const shot = await drawer.store.shot(blobId)
      return shot?.purpose === 'case' ? shotOf(shot) : undefined
    },
    shotsOf: async caseId => (await drawer.store.ofCase(caseId)).map(shotOf),
    bytesOf: openerOf({ ...shared, levels }),
    tilesOf: tiles.tilesOf,
    waitingOf: (by, uploadId) => waitingBytesOf(incoming.look(by, uploadId)),
    resume: () => {
      levels.resume().catch(() => needs.log('capture: could not look for missing smaller pictures'))
    },
    forget,
    close: forget,
  }
}
