import { bodyViews } from './body-map.ts'
import { type Laterality, siteLabelOf, siteOf } from './body-sites.ts'

/** One picture of a total-body set: what to stand like, and which places of the map it is meant to show. */
export interface Pose {
  readonly id: string
  readonly label: string
  /** How the patient stands, one sentence. */
  readonly hint: string
  /** `code` where both sides or the middle are meant, `code/left`, `code/right` otherwise. */
  readonly shows: readonly string[]
}

const both = (...codes: readonly string[]): readonly string[] => codes
const on = (side: 'left' | 'right', ...codes: readonly string[]): readonly string[] =>
  codes.map(code => `${code}/${side}`)

const armFront = ['45981001', '17957002', '70559009', '24527008']
const armBack = ['72939005', '181536004', '41550009', '52876008']
const legFront = ['61248009', '181553006', '25763004']
const legBack = ['4578000', '84507004', '47224004']
const handBacks = ['281642007', '38321', '38324', '38327', '38330', '38333']
const palms = ['70887009', '26795005', '89784008', '38341', '38344', '38347', '38354', '38357']
const feetTop = ['130313', '130309', '37873', '37876', '37879', '37882', '37885']
const soles = ['84607009', '130317', '52953006', '35739000', '38107', '38110', '38113', '38116', '38119']
const nails = ['770810008', '770815003', '770816002', '770817006', '770818001']
const toenails = ['770822006', '770823001', '770825008', '770821004', '770820003']
const faceMiddle = ['68698007', '73897004', '113179006', '59532', '79283007', '16251004', '66934001', '23747009']
const faceSides = ['36141000', '16621002', '367577003', '41310005', '40069000', '68598004', '37108007']
const headSide = ['16621002', '36141000', '86719006', '1902009', '79313003', '2059009', '5272005']

/** The set of the house: twenty-two pictures that a clinic with one camera and one assistant can take (clinic policy). */
export const poses: readonly Pose[] = [
  {
    id: 'tbp-face',
    label: 'Face',
    hint: 'Eyes closed, hair held back.',
    shows: both(...faceMiddle, ...faceSides),
  },
  {
    id: 'tbp-head-left',
    label: 'Head, left',
    hint: 'Turned to the right, hair behind the ear.',
    shows: on('left', ...headSide),
  },
  {
    id: 'tbp-head-right',
    label: 'Head, right',
    hint: 'Turned to the left, hair behind the ear.',
    shows: on('right', ...headSide),
  },
  { id: 'tbp-nape', label: 'Nape', hint: 'Hair lifted, chin down.', shows: both('4658004', '24483006') },
  {
    id: 'tbp-chest',
    label: 'Neck and chest',
    hint: 'Chin up, arms away from the body.',
    shows: both(
      '11584001',
      '43081002',
      '34926004',
      '76072005',
      '66288003',
      '244106003',
      '244107007',
      '72005009',
      '54468004',
    ),
  },
  {
    id: 'tbp-abdomen',
    label: 'Abdomen',
    hint: 'Arms away from the body.',
    shows: both('699935000', '75093004', '699914002', '315003', '39687006'),
  },
  { id: 'tbp-side-left', label: 'Left side', hint: 'Left arm raised over the head.', shows: on('left', '76261009') },
  {
    id: 'tbp-side-right',
    label: 'Right side',
    hint: 'Right arm raised over the head.',
    shows: on('right', '76261009'),
  },
  {
    id: 'tbp-upper-back',
    label: 'Upper back',
    hint: 'Shoulders forward, hair lifted.',
    shows: both('699893008', '130323', '66643007'),
  },
  {
    id: 'tbp-lower-back',
    label: 'Lower back and buttocks',
    hint: 'Standing straight.',
    shows: both('113182001', '22180002', '63029009'),
  },
  { id: 'tbp-arms-front', label: 'Arms, front', hint: 'Arms spread, palms forward.', shows: both(...armFront) },
  { id: 'tbp-arms-back', label: 'Arms, back', hint: 'Arms spread, seen from behind.', shows: both(...armBack) },
  {
    id: 'tbp-hands-back',
    label: 'Backs of hands',
    hint: 'Fingers spread on a plain cloth.',
    shows: both(...handBacks),
  },
  { id: 'tbp-palms', label: 'Palms', hint: 'Fingers spread, palms up.', shows: both(...palms) },
  { id: 'tbp-fingernails', label: 'Fingernails', hint: 'Without varnish, straight on.', shows: both(...nails) },
  {
    id: 'tbp-thighs',
    label: 'Thighs, front',
    hint: 'Legs apart by a shoulder’s width.',
    shows: both(legFront[0] ?? '', '73958006'),
  },
  { id: 'tbp-legs-front', label: 'Lower legs, front', hint: 'Legs apart.', shows: both(...legFront.slice(1)) },
  { id: 'tbp-legs-back', label: 'Legs, back', hint: 'Legs apart, seen from behind.', shows: both(...legBack) },
  {
    id: 'tbp-ankles',
    label: 'Ankles',
    hint: 'Both sides, one after the other if need be.',
    shows: both('181563003', '181564009'),
  },
  { id: 'tbp-feet', label: 'Feet from above', hint: 'Toes spread as far as they go.', shows: both(...feetTop) },
  { id: 'tbp-soles', label: 'Soles', hint: 'Kneeling or lying, soles to the camera.', shows: both(...soles) },
  { id: 'tbp-toenails', label: 'Toenails', hint: 'Without varnish, straight on.', shows: both(...toenails) },
]

export const poseOf = (id: string): Pose | undefined => poses.find(pose => pose.id === id)

/** The site a pose's picture is filed under: the first it shows, on both sides where it has sides and shows both. */
export function poseSiteOf(id: string): { readonly siteCode: string; readonly laterality?: Laterality } | undefined {
  const [siteCode, side] = poseOf(id)?.shows[0]?.split('/') ?? []
  if (siteCode === undefined) return undefined
  if (side === 'left' || side === 'right') return { siteCode, laterality: side }
  return siteOf(siteCode)?.sided ? { siteCode, laterality: 'bilateral' } : { siteCode }
}

/** A place of the map, as coverage speaks of it. */
export interface Place {
  readonly siteCode: string
  readonly laterality?: Laterality
  readonly label: string
}

/** Every place that some drawing of the map has, once, in the order of the drawings. */
export function mapPlaces(): readonly Place[] {
  const found = new Map<string, Place>()
  for (const { regions } of bodyViews()) {
    for (const { siteCode, laterality } of regions) {
      const label = siteLabelOf(siteCode, laterality)
      found.set(`${siteCode}/${laterality ?? ''}`, { siteCode, label, ...(laterality && { laterality }) })
    }
  }
  return [...found.values()]
}

export interface Coverage {
  /** Places that a taken pose is meant to show. That is not to say that every spot of them was seen. */
  readonly shown: readonly Place[]
  readonly missing: readonly Place[]
}

/** What no picture of this set shows, whatever was taken: said with every coverage, so that nobody takes it for the whole skin. */
export const neverShown = [
  'skin under hair',
  'between fingers and toes',
  'skin folds',
  'mucosa',
  'the anogenital region',
] as const

/** Which places of the map the taken poses are meant to show, and which not. Never a claim that the whole skin was seen. */
export function coverageOf(taken: readonly string[]): Coverage {
  const shows = new Set(taken.flatMap(id => poseOf(id)?.shows ?? []))
  const isShown = ({ siteCode, laterality }: Place): boolean =>
    shows.has(siteCode) || (laterality !== undefined && shows.has(`${siteCode}/${laterality}`))
  const places = mapPlaces()
  return { shown: places.filter(isShown), missing: places.filter(place => !isShown(place)) }
}
