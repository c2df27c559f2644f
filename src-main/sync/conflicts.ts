import type { Conflict } from '../../src-shared/contract/sync.ts'
import type { Patient, Resource } from '../../src-shared/fhir/index.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { chosen, mergeOf, partOf, type Side, type Three } from './merge.ts'
import { type ConflictRow, goneVersion, type Settled } from './rows.ts'
import { sameResource } from './same.ts'

/** The one row of a conflict about the record as a whole: one side deleted it. */
const wholeRecord = 'record'

/** What a person is shown to choose from. */
export function conflictOf(row: ConflictRow): Conflict {
  const patientName = row.patient === null ? undefined : nameOf(JSON.parse(row.patient) as Patient)
  return {
    seq: row.seq,
    type: row.type,
    recordId: row.id as RecordId,
    ...(row.patientId !== null && { patientId: row.patientId }),
    ...(patientName !== undefined && { patientName }),
    fields: isWhole(row) ? [wholeField(row)] : fieldsOf(row),
  }
}

const isWhole = (row: ConflictRow): boolean =>
  row.theirsVersion === goneVersion || row.theirs === null || row.deleted === 1

const wholeField = ({ base, body, theirs, deleted }: ConflictRow): Conflict['fields'][number] => ({
  field: wholeRecord,
  ...(base !== null && { base }),
  ...(!deleted && { mine: body }),
  ...(theirs !== null && { theirs }),
})

function threeOf({ base, body, theirs }: ConflictRow): Three {
  return {
    base: base === null ? undefined : (JSON.parse(base) as Resource),
    mine: JSON.parse(body) as Resource,
    theirs: JSON.parse(theirs ?? 'null') as Resource,
  }
}

function fieldsOf(row: ConflictRow): Conflict['fields'] {
  const three = threeOf(row)
  const merge = mergeOf(three)
  if (merge.kind !== 'conflict') return []
  return merge.fields.map(field => ({
    field,
    ...shown('base', three.base, field),
    ...shown('mine', three.mine, field),
    ...shown('theirs', three.theirs, field),
  }))
}

/** An element that is one property is shown as its value, one that is several (a value and its extension) as both. */
function shown(side: 'base' | Side, body: Resource | undefined, field: string): { readonly [side: string]: string } {
  const part = partOf(body, field)
  if (part === undefined) return {}
  const values = Object.values(part)
  return { [side]: JSON.stringify(values.length === 1 ? values[0] : part) }
}

/** How the record goes on after a person chose; undefined while a field is left undecided. */
export function settlementOf(row: ConflictRow, take: Readonly<Record<string, Side>>, at: string): Settled | undefined {
  if (isWhole(row)) return wholeSettlement(row, take[wholeRecord], at)
  const three = threeOf(row)
  if (conflictOf(row).fields.some(({ field }) => take[field] === undefined)) return undefined
  const body = chosen(three, take)
  const { theirs: base, theirsVersion: serverVersion, serverId } = row
  const send = !sameResource(body, three.theirs)
  return { body: JSON.stringify(body), base, serverId, serverVersion, send, deleted: false, at }
}

function wholeSettlement(row: ConflictRow, side: Side | undefined, at: string): Settled | undefined {
  if (side === undefined) return undefined
  const { body, theirs, theirsVersion, serverId } = row
  const known = { base: theirs, serverId, serverVersion: theirsVersion }
  if (row.deleted) {
    if (side === 'mine') return { body, ...known, send: true, deleted: true, at }
    return { body: theirs ?? body, ...known, send: false, deleted: false, at }
  }
  const forgotten = { base: null, serverVersion: null }
  // What the clinic deleted is made there anew: to bring the old one back is not every server's way.
  if (side === 'mine') return { body, ...forgotten, serverId: null, send: true, deleted: false, at }
  return { body, ...forgotten, serverId, send: false, deleted: true, at }
}

function nameOf({ name }: Patient): string | undefined {
  const [first] = name ?? []
  return first?.text ?? ([first?.family, first?.given?.join(' ')].filter(Boolean).join(', ') || undefined)
}
