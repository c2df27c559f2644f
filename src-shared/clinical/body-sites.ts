import { siteRows } from './body-site-table.ts'

/** Part of the body a site is grouped under in pickers. */
export type BodyPart = 'head' | 'neck' | 'trunk-front' | 'trunk-back' | 'arm' | 'hand' | 'leg' | 'foot'

/** DICOM short names of the code schemes used: SNOMED CT, DICOM controlled terms, Foundational Model of Anatomy. */
export type SiteScheme = 'SCT' | 'DCM' | 'FMA'

export type Laterality = 'left' | 'right' | 'bilateral'

export type SiteRow = readonly [
  code: string,
  scheme: SiteScheme,
  display: string,
  label: string,
  part: BodyPart,
  side: 'sided' | 'midline',
]

/** A coded place on the skin. `label` is our short wording, `display` the coded term as its edition prints it. */
export interface BodySite {
  readonly code: string
  readonly scheme: SiteScheme
  readonly display: string
  readonly label: string
  readonly part: BodyPart
  /** True where left and right are told apart by a separate laterality code. */
  readonly sided: boolean
}

/** Code-system addresses for FHIR, by DICOM scheme name (FMA by its OID, DICOM PS3.16 table 8-1). */
export const schemeSystems: Readonly<Record<SiteScheme, string>> = {
  SCT: 'http://snomed.info/sct',
  DCM: 'http://dicom.nema.org/resources/ontology/DCM',
  FMA: 'urn:oid:2.16.840.1.113883.6.119',
}

/** Laterality modifiers, SNOMED CT, DICOM PS3.16 CID 244. */
export const lateralities: Readonly<Record<Laterality, { readonly code: string; readonly display: string }>> = {
  left: { code: '7771000', display: 'Left' },
  right: { code: '24028007', display: 'Right' },
  bilateral: { code: '51440002', display: 'Bilateral' },
}

export const bodySites: readonly BodySite[] = siteRows.map(([code, scheme, display, label, part, side]) => ({
  code,
  scheme,
  display,
  label,
  part,
  sided: side === 'sided',
}))

const byCode = new Map(bodySites.map(site => [site.code, site]))

/** The site with this code, or undefined where the table has none. */
export const siteOf = (code: string): BodySite | undefined => byCode.get(code)

/** Words for a site on a side, e.g. "Cheek, left"; the code itself where it is not in the table. */
export const siteLabelOf = (code: string, laterality?: Laterality): string => {
  const site = siteOf(code)
  if (site === undefined) return code
  return site.sided && laterality !== undefined ? `${site.label}, ${laterality}` : site.label
}

/** FHIR coding `{system, code, display}` of a site; undefined where the table has none. */
export const siteCodingOf = (code: string): { system: string; code: string; display: string } | undefined => {
  const site = siteOf(code)
  return site && { system: schemeSystems[site.scheme], code: site.code, display: site.display }
}
