import { siteOf } from '../body-sites.ts'

/** Kinds of skin whose dermoscopic patterns have rules of their own. `uncertain`: the coded site may or may not be one of them. */
export type SiteClass = 'ordinary' | 'face' | 'acral' | 'nail' | 'mucosa' | 'uncertain'

/** Codes of DICOM PS3.16 CID 4029 that lie on the face. Scalp, ears, the skin under the chin and the neck do not. */
export const faceSites: ReadonlySet<string> = new Set([
  '68698007',
  '16621002',
  '367577003',
  '41310005',
  '40069000',
  '27887005',
  '37671003',
  '73897004',
  '36141000',
  '86719006',
  '113179006',
  '59532',
  '79283007',
  '68598004',
  '37108007',
  '16251004',
  '66934001',
  '23747009',
  '244097004',
])

/** Genital and perianal skin passes into mucosa. */
const mucosa = new Set(['60944009', '59112000'])
/** A hand, a foot, a finger or a toe without saying which side of it. */
const uncertain = new Set(['33712006', '244169007', '60496002', '52034004'])
const glabrous = /palm|sole|plantar|heel|thenar/i

/** What kind of skin a coded site is; a code that is not in the table is uncertain. Sites: DICOM PS3.16 CID 4029. */
export function siteClassOf(siteCode: string): SiteClass {
  const site = siteOf(siteCode)
  if (!site || uncertain.has(siteCode)) return 'uncertain'
  if (faceSites.has(siteCode)) return 'face'
  if (mucosa.has(siteCode)) return 'mucosa'
  if (site.display.startsWith('Nail unit')) return 'nail'
  // The palm side of the wrist is ordinary skin.
  const isAcral = (site.part === 'hand' || site.part === 'foot') && glabrous.test(site.display)
  return isAcral ? 'acral' : 'ordinary'
}
