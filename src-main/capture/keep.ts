import { siteOf } from '../../src-shared/clinical/body-sites.ts'
import type { Keep } from '../../src-shared/contract/capture.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Media } from '../../src-shared/fhir/index.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import { type BinaryRecord, idIn } from '../records/index.ts'
import type { Op } from '../vault/index.ts'
import type { CaptureNeeds, Drawer } from './desk.ts'
import type { Claim, Incoming } from './incoming.ts'
import type { Levels } from './levels.ts'
import { attachmentOf, binaryOf, mediaOf } from './media.ts'
import type { HeldShot, ShotRow } from './rows.ts'
import { sealedOriginal } from './sealed.ts'
import { portraitRowOf, shotRowOf } from './shot.ts'

export type KeepNeeds = Pick<CaptureNeeds, 'vault' | 'records' | 'now'> &
  Drawer & {
    readonly incoming: Incoming
    readonly levels: Levels
  }

interface Original {
  readonly act: Act
  readonly row: ShotRow
  readonly resources: readonly (Media | BinaryRecord)[]
  /** Further writes of the same commit. */
  readonly also?: readonly Op[]
}

/** Whose visit this is. The lesion, where one is named, must be the same patient's. Faults records.unknown, capture.wrongPatient. */
async function patientOf({ records }: KeepNeeds, { caseId, lesionId }: Keep): Promise<string> {
  const patientId = idIn('Patient', (await records.read('Encounter', caseId))?.subject)
  if (patientId === undefined) throw new Fault('records.unknown')
  if (lesionId === undefined) return patientId
  const lesion = await records.read('BodyStructure', lesionId)
  if (lesion === undefined) throw new Fault('records.unknown')
  if (idIn('Patient', lesion.patient) !== patientId) throw new Fault('capture.wrongPatient')
  return patientId
}

/**
 * One original and everything that speaks of it become durable together, or nothing does. Its header carries what the rows are
 * made of, so that a file whose rows a crash has swallowed can be taken in again.
 */
async function seal(
  needs: KeepNeeds,
  by: Caller,
  { claim, original }: { claim: Claim; original: Original },
): Promise<void> {
  const { vault, ops, records, now, levels } = needs
  const { act, row, resources, also = [] } = original
  const meta = sealedOriginal({ keptAt: now().toISOString(), shot: row, records: [...resources] })
  const writes = [ops.add(row), ...resources.map(resource => records.put(resource)), ...also]
  const { uploadId, bytes } = claim.upload
  try {
    await vault.keep(by, act, [{ id: uploadId as BlobId, meta, bytes }], writes)
  } catch (error) {
    claim.giveBack()
    throw error
  }
  claim.done()
  void levels.make(uploadId)
}

/** A live picture that broke on its way can be taken again; a file may be all there is, so it is kept as it came. */
const refuseBroken = ({ upload }: Claim, { device }: Keep): void => {
  if (upload.truncated && device.source === 'camera') throw new Fault('capture.damaged')
}

async function keptNow(needs: KeepNeeds, by: Caller, keep: Keep): Promise<void> {
  const site = siteOf(keep.siteCode)
  if (site === undefined) throw new Fault('records.siteUnknown')
  const patientId = await patientOf(needs, keep)
  const claim = needs.incoming.claim(by, keep.uploadId)
  let row: ShotRow
  try {
    refuseBroken(claim, keep)
    const sided = { ...keep, laterality: site.sided ? keep.laterality : undefined }
    row = shotRowOf(sided, { upload: claim.upload, patientId, takenBy: by.name })
  } catch (error) {
    claim.giveBack()
    throw error
  }
  const resources = [mediaOf(row, { upload: claim.upload, by }), binaryOf(claim.upload, patientId)]
  const act = { name: 'capture.keep', action: 'C', patientId, entity: `Media/${row.blobId}` } as const
  await seal(needs, by, { claim, original: { act, row, resources } })
}

/** True where the kept picture is what is asked for again, after an answer that was lost on its way. */
const isAgain = (shot: HeldShot, keep: Keep): boolean =>
  shot.caseId === keep.caseId && shot.lesionId === (keep.lesionId ?? null) && shot.view === keep.view

/**
 * Keeps an upload as a picture of a case; resolves when it would survive a power cut. Asking again for the same upload gives the
 * same picture. Faults capture.uploadGone, capture.damaged, capture.wrongPatient, records.*, vault.*.
 */
export function keeperOf(needs: KeepNeeds): (by: Caller, keep: Keep) => Promise<HeldShot> {
  const keeping = new Map<string, Promise<void>>()
  const once = (by: Caller, keep: Keep): Promise<void> => {
    const already = keeping.get(keep.uploadId)
    if (already !== undefined) return already
    const work = keptNow(needs, by, keep).finally(() => keeping.delete(keep.uploadId))
    keeping.set(keep.uploadId, work)
    return work
  }
  return async (by, keep) => {
    const before = await needs.store.shot(keep.uploadId)
    if (before === undefined) await once(by, keep)
    const shot = before ?? (await needs.store.shot(keep.uploadId))
    if (shot === undefined) throw new Error('a kept picture has no row')
    if (!isAgain(shot, keep)) throw new Fault('vault.duplicate')
    return shot
  }
}

/** Keeps an upload as a patient's portrait and names it in the Patient; resolves when durable. Faults as `keeperOf`. */
export const portraitKeeperOf =
  (needs: KeepNeeds) =>
  async (by: Caller, { patientId, uploadId }: { patientId: string; uploadId: string }): Promise<string> => {
    const { records, incoming, now } = needs
    if ((await records.read('Patient', patientId)) === undefined) throw new Fault('records.unknown')
    const claim = incoming.claim(by, uploadId)
    const row = portraitRowOf(now().toISOString(), { upload: claim.upload, patientId, takenBy: by.name })
    const also = [records.change({ type: 'Patient', id: patientId }, { photo: [attachmentOf(claim.upload)] })]
    const act = { name: 'capture.setPatientPhoto', action: 'U', patientId, entity: `Patient/${patientId}` } as const
    const original = { act, row, resources: [binaryOf(claim.upload, patientId)], also }
    await seal(needs, by, { claim, original })
    return uploadId
  }
