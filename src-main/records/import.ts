import type { z } from 'zod'
import type { Imported } from '../../src-shared/contract/records.ts'
import { type FhirRecord, isRecordType, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { type Held, patientIn, resourceOf } from './held.ts'
import { patientIdOf, recordIdOf } from './import-identity.ts'
import { entriesOf, type RawEntry, Refusal, recordIn } from './import-parse.ts'
import { planned } from './import-plan.ts'
import { referencesIn, withLocalReferences } from './import-references.ts'
import { type Draft, Intake, keyOf, nameOf, type Ready } from './intake.ts'
import type { RecordName } from './rows.ts'

/** Long bundles leave the process free for the camera and the door every so often. */
const pause = (at: number): Promise<void> | undefined =>
  at % 250 === 249 ? new Promise(resolve => setImmediate(resolve)) : undefined

async function drafted(intake: Intake, raw: readonly RawEntry[]): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const [at, { entry, fullUrl, resource }] of raw.entries()) {
    await pause(at)
    const record = recordIn(resource)
    if (record instanceof Refusal) {
      const type = (resource as { resourceType?: unknown } | undefined)?.resourceType
      intake.refuse(entry, typeof type === 'string' ? type : undefined, record.why)
    } else {
      const draft = { entry, fullUrl, resource: record }
      intake.add(draft)
      drafts.push(draft)
    }
  }
  return drafts
}

/** Reads at once every held record that some reference might mean. */
async function lookUp(intake: Intake, drafts: readonly Draft[]): Promise<void> {
  const names = new Map<string, RecordName>()
  for (const { resource } of drafts) {
    for (const reference of referencesIn(resource)) {
      const [type = '', id, ...rest] = reference.split('/')
      if (isRecordType(type) && id && rest.length === 0) names.set(reference, { type, id })
    }
  }
  for (const row of await intake.desk.store.heldOf([...names.values()])) intake.held.set(keyOf(row), row)
}

async function namePatients(intake: Intake, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.resource.resourceType !== 'Patient') continue
    const id = await patientIdOf(intake.desk, draft.resource, intake.originOf(draft))
    if (id instanceof Refusal) intake.refuse(draft.entry, 'Patient', id.why)
    else draft.id = id
  }
}

const needsPatient = (resource: FhirRecord): boolean =>
  !['Patient', 'Practitioner', 'Device', 'Task'].includes(resource.resourceType)

function nameOthers(intake: Intake, drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    const { resource } = draft
    if (resource.resourceType === 'Patient') continue
    // What a clinic decides about its rules comes from its Desk, never in a patient's file.
    if (resource.resourceType === 'Basic' || resource.resourceType === 'Provenance') {
      intake.refuse(draft.entry, resource.resourceType, 'It is no part of a patient’s record.')
      continue
    }
    const local = withLocalReferences(resource, intake.resolverFor(draft))
    const patientId = patientIn(local.resource)
    // patientIn believes any "Patient/x"; only one that was resolved names somebody.
    const known = local.targets.some(({ type, id }) => type === 'Patient' && id === patientId)
    if (needsPatient(resource) && !known)
      intake.refuse(draft.entry, resource.resourceType, 'It names no patient of this bundle or of this workstation.')
    else draft.id = recordIdOf(resource, patientId ?? '', intake.originOf(draft))
  }
}

async function lookBack(intake: Intake, coming: ReadonlyMap<string, Ready>): Promise<void> {
  const { store } = intake.desk
  const names = [...coming.values()].map(({ name }) => name)
  const [held, sources] = await Promise.all([store.heldOf(names), store.sourcesOf(names)])
  for (const row of held) intake.before.set(keyOf(row), row)
  for (const source of sources) intake.sources.set(keyOf(source), source.sha256)
}

/** Patients may name each other (links); every other record keeps to its own patient's. */
const strays = (one: FhirRecord, other: Held): boolean => {
  const [mine, theirs] = [patientIn(one), patientIn(other)]
  if (one.resourceType === 'Patient' || other.resourceType === 'Patient') return false
  return mine !== undefined && theirs !== undefined && mine !== theirs
}

/** Whether each target is held or still coming in, and belongs to the same patient. */
function troubleWith(
  intake: Intake,
  { name, resource, targets }: Ready,
  coming: ReadonlyMap<string, Ready>,
): string | undefined {
  const was = intake.before.get(keyOf(name))
  if (was !== undefined && patientIn(resourceOf(was)) !== patientIn(resource))
    return 'This record belongs to another patient here.'
  for (const target of targets) {
    const there = coming.get(keyOf(target))?.resource ?? heldRecord(intake, target)
    if (there === undefined) return `It points at ${target.type} that was not taken in.`
    if (strays(resource, there)) return `It points at ${target.type} of another patient.`
  }
  return undefined
}

const heldRecord = (intake: Intake, name: RecordName) => {
  const row = intake.held.get(keyOf(name))
  return row && resourceOf(row)
}

function localised(intake: Intake, drafts: readonly Draft[]): Map<string, Ready> {
  const coming = new Map<string, Ready>()
  for (const draft of drafts) {
    if (draft.id === undefined) continue
    const { resource, targets, lost } = withLocalReferences(draft.resource, intake.resolverFor(draft))
    const name = nameOf(draft)
    const type = name.type
    if (lost[0] !== undefined) {
      intake.refuse(draft.entry, type, 'It points at a record that is neither in the bundle nor on this workstation.')
    } else if (coming.has(keyOf(name))) {
      intake.refuse(draft.entry, type, `It is the same record as entry ${coming.get(keyOf(name))?.draft.entry}.`)
    } else {
      coming.set(keyOf(name), { draft, name, resource: withLid({ ...resource, id: draft.id }, draft.id), targets })
    }
  }
  return coming
}

/** Takes out what points at something that stays out, until nothing does. */
function settle(intake: Intake, coming: Map<string, Ready>): void {
  let changed = true
  while (changed) {
    changed = false
    for (const [key, one] of coming) {
      const trouble = troubleWith(intake, one, coming)
      if (trouble === undefined) continue
      intake.refuse(one.draft.entry, one.name.type, trouble)
      coming.delete(key)
      changed = true
    }
  }
}

/**
 * Takes a FHIR R4 Bundle (JSON text) in: every sound record of a type held here, in one commit. An entry that is not sound, or
 * whose references lead nowhere or to another patient, is refused by its number (from 1) with a sentence. The same bundle
 * again changes nothing. Faults records.noBundle, records.bundleTooLarge.
 */
export async function importBundle(desk: Desk, by: Caller, json: string): Promise<z.input<typeof Imported>> {
  const intake = new Intake(desk)
  const drafts = await drafted(intake, entriesOf(json))
  await lookUp(intake, drafts)
  await namePatients(intake, drafts)
  nameOthers(intake, drafts)
  const coming = localised(intake, drafts)
  await lookBack(intake, coming)
  settle(intake, coming)
  const { ops, created, updated } = planned(intake, coming)
  const patients = new Set([...coming.values()].flatMap(({ resource }) => patientIn(resource) ?? []))
  const [only] = patients
  const act = { name: 'records.importBundle', action: 'C' } as const
  if (ops.length > 0)
    await desk.commit(by, only !== undefined && patients.size === 1 ? { ...act, patientId: only } : act, ops)
  const refused = intake.refused.toSorted((a, b) => a.entry - b.entry)
  return { created, updated, refused }
}
