import { createHash, randomUUID } from 'node:crypto'
import type { Paper as Shown } from '../../src-shared/contract/consults.ts'
import type { Head, TemplateData, TemplateName } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import type { Chart } from '../chart/index.ts'
import type { Consults } from '../consults/index.ts'
import { type Documents, keptOf, type Pictures } from '../documents/index.ts'
import type { Asking } from '../kernel/door.ts'
import type { Orders } from '../orders/index.ts'
import { personOf, type Records, refTo } from '../records/index.ts'
import type { Review } from '../review/index.ts'
import type { Vault } from '../vault/index.ts'

export interface LetterNeeds {
  readonly vault: Pick<Vault, 'commit' | 'keep'>
  readonly records: Pick<Records, 'put' | 'read' | 'facesOf'> & { readonly service: Pick<Records['service'], 'case'> }
  readonly capture: Pick<Capture, 'shot' | 'shotsOf' | 'bytesOf'>
  readonly documents: Pick<Documents, 'render'>
  readonly chart: { readonly service: Pick<Chart['service'], 'view'> }
  readonly orders: { readonly service: Pick<Orders['service'], 'ofPatient'> }
  readonly consults: { readonly service: Pick<Consults['service'], 'consult'> }
  readonly review: Pick<Review, 'onPaper'> & { readonly service: Pick<Review['service'], 'marks'> }
  /** What the letterhead says. */
  readonly clinicName: () => Promise<string>
  readonly now: () => Date
}

/** The patient as papers name them. Fault documents.unfit: without a birth date a paper could be anybody's. */
export async function patientOn(desk: LetterNeeds, patientId: string): Promise<Head['patient']> {
  const [face] = await desk.records.facesOf([patientId])
  if (face?.birthDate === undefined) throw new Fault('documents.unfit')
  const { family, given, birthDate, sex, mrn } = face
  const name = [family, given].filter(Boolean).join(', ')
  return { name, birthDate, sex, ...(mrn && { numbers: [{ label: 'MRN', value: mrn }] }) }
}

/** SHA-256 of something's JSON, in hex. */
export const hashOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('hex')

/** A name that the same content always has, so that a paper printed twice is kept once (RFC 9562, version 8). */
export function nameOf(what: unknown): string {
  const hex = hashOf(what)
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** What is printed: by which call, of whom, about what. */
export interface ToPrint<Name extends TemplateName> {
  readonly call: string
  readonly template: Name
  readonly patientId: string
  readonly caseId?: string | undefined
  /** As `ServiceRequest/…`; what the paper was made of. */
  readonly related?: readonly (readonly [type: 'ServiceRequest' | 'Task', id: string])[]
  readonly data: TemplateData[Name]
  readonly images?: Pictures
}

/** Prints; every printing leaves its row, and a paper that is no draft is kept with its first. */
export async function print<Name extends TemplateName>(
  desk: LetterNeeds,
  asking: Asking,
  paper: ToPrint<Name>,
): Promise<typeof Shown._output> {
  const { call, template, patientId, caseId, related = [], data, images } = paper
  asking.about(patientId as never)
  const by = asking.who()
  const printed = await desk.documents.render(template, data, images)
  const { id, status, language, created } = data as Head
  const act = { name: `letters.${call}`, action: 'E', patientId, entity: `DocumentReference/${id}` } as const
  if (status === 'draft' || (await desk.records.read('DocumentReference', id))) await desk.vault.commit(by, act, [])
  else {
    const { file, resources } = keptOf({
      blobId: randomUUID() as BlobId,
      printed,
      template,
      head: { id, status, language, created },
      subject: refTo('Patient', patientId),
      author: [personOf(by)],
      ...(caseId && { encounter: refTo('Encounter', caseId) }),
      ...(related.length > 0 && { related: related.map(([type, name]) => refTo(type, name)) }),
    })
    await desk.vault.keep(by, act, [file], resources.map(desk.records.put))
  }
  const { title, pages, missing, bytes } = printed
  return { title, pages, missing: [...missing], pdf: Buffer.from(bytes).toString('base64') }
}
