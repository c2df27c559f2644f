import { siteClassOf } from '../dermoscopy/site-class.ts'
import type { LesionPlace } from './facts.ts'

/** Codes of DICOM PS3.16 CID 4029 on the four places where basal-cell carcinoma is high-risk. */
const places: Readonly<Record<string, LesionPlace>> = {
  '41310005': 'eyelid',
  '40069000': 'eyelid',
  // The corners of the eye are where its lids meet.
  '27887005': 'eyelid',
  '37671003': 'eyelid',
  '113179006': 'nose',
  '59532': 'nose',
  '79283007': 'nose',
  '68598004': 'nose',
  '16251004': 'lip',
  '66934001': 'lip',
  '1902009': 'ear',
  '79313003': 'ear',
  '2059009': 'ear',
}

/** Where a coded site lies, as far as the triage rules ask: DICOM PS3.16 CID 4029. */
export function placeOf(siteCode: string): LesionPlace {
  const place = places[siteCode]
  if (place) return place
  const kind = siteClassOf(siteCode)
  return kind === 'face' || kind === 'nail' || kind === 'acral' ? kind : 'elsewhere'
}
