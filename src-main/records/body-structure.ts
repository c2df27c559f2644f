import type { z } from 'zod'
import { type Laterality, lateralities, siteCodingOf, siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { type BodyStructure, type CodeableConcept, type Extension, withLid } from '../../src-shared/fhir/index.ts'
import { conceptOf, idIn, refTo, structure } from './coded.ts'
import { present } from './present.ts'

export type LesionFace = z.input<typeof Lesion>
type Pin = NonNullable<LesionFace['pin']>

export interface NewLesion {
  readonly patientId: string
  readonly label: string
  readonly siteCode: string
  readonly laterality?: Laterality | undefined
  readonly pin?: Pin | undefined
}

const pinUrl = `${structure}/body-map-pin`
const snomed = 'http://snomed.info/sct'

/** A FHIR concept for a coded site; the code alone where the table has none. */
export const siteConceptOf = (siteCode: string, laterality?: Laterality): CodeableConcept => ({
  coding: [siteCodingOf(siteCode) ?? { code: siteCode }],
  text: siteLabelOf(siteCode, laterality),
})

/** Left, right or both, from a SNOMED CT qualifier (DICOM PS3.16 CID 244). */
const lateralityIn = (concepts: readonly CodeableConcept[] = []): Laterality | undefined => {
  const codes = new Set(concepts.flatMap(({ coding = [] }) => coding.map(({ code }) => code)))
  return (['left', 'right', 'bilateral'] as const).find(side => codes.has(lateralities[side].code))
}

const lateralityConcept = (side: Laterality): CodeableConcept =>
  conceptOf(snomed, lateralities[side].code, lateralities[side].display)

const pinExtension = ({ view, x, y }: Pin): Extension => ({
  url: pinUrl,
  extension: [
    { url: 'view', valueCode: view },
    { url: 'x', valueDecimal: x },
    { url: 'y', valueDecimal: y },
  ],
})

const partOf = (extension: Extension | undefined, url: string, value: string): unknown => {
  const parts = (extension as { extension?: unknown } | undefined)?.extension
  if (!Array.isArray(parts)) return undefined
  return (parts as Record<string, unknown>[]).find(part => part?.['url'] === url)?.[value]
}

const pinOf = ({ extension = [] }: BodyStructure): Pin | undefined => {
  const found = extension.find(({ url }) => url === pinUrl)
  const [view, x, y] = [
    partOf(found, 'view', 'valueCode'),
    partOf(found, 'x', 'valueDecimal'),
    partOf(found, 'y', 'valueDecimal'),
  ]
  return typeof view === 'string' && typeof x === 'number' && typeof y === 'number' ? { view, x, y } : undefined
}

/**
 * A lesion for life, as BodyStructure (R4). Its uuid is at once local id and, as 2.25.<decimal>, the DICOM tracking UID
 * (PS3.5 B.2), so that measurements in DICOM name the same lesion.
 */
export const newLesion = (id: string, { patientId, label, siteCode, laterality, pin }: NewLesion): BodyStructure => {
  const tracking = { system: 'urn:dicom:uid', value: `urn:oid:2.25.${BigInt(`0x${id.replaceAll('-', '')}`)}` }
  const lesion: BodyStructure = {
    resourceType: 'BodyStructure',
    id,
    identifier: [tracking],
    active: true,
    description: label,
    location: siteConceptOf(siteCode, laterality),
    patient: refTo('Patient', patientId),
    ...(laterality !== undefined && { locationQualifier: [lateralityConcept(laterality)] }),
    ...(pin !== undefined && { extension: [pinExtension(pin)] }),
  }
  return withLid(lesion, id)
}

/** How often a lesion was pictured, and when first and last (ISO 8601). */
export interface Pictured {
  readonly count: number
  readonly first?: string | undefined
  readonly last?: string | undefined
}

const siteNameOf = ({ location }: BodyStructure, siteCode: string, laterality: Laterality | undefined): string =>
  siteCodingOf(siteCode) ? siteLabelOf(siteCode, laterality) : (location?.text ?? siteCode)

/** A lesion as a list shows it, with what is known of its pictures. */
export const lesionOf = (lesion: BodyStructure, pictured: Pictured): LesionFace => {
  const siteCode = lesion.location?.coding?.[0]?.code ?? ''
  const laterality = lateralityIn(lesion.locationQualifier)
  const siteName = siteNameOf(lesion, siteCode, laterality)
  return present({
    lesionId: lesion.id ?? '',
    patientId: idIn('Patient', lesion.patient) ?? '',
    label: lesion.description ?? siteName,
    siteCode,
    siteName,
    imageCount: pictured.count,
    laterality,
    pin: pinOf(lesion),
    firstSeenAt: pictured.first,
    lastSeenAt: pictured.last,
  })
}
