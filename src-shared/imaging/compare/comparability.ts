import type { Joining, Pair, Taken } from './taken.ts'

export type { LightOfPicture } from './light.ts'
export type { Joining, Pair, Taken } from './taken.ts'

export type GroundCode =
  | 'voided'
  | 'damaged'
  | 'same-picture'
  | 'lesion'
  | 'lesion-unknown'
  | 'site'
  | 'kind'
  | 'view'
  | 'polarisation'
  | 'contact'
  | 'lens-unknown'
  | 'magnification'
  | 'scale-unknown'
  | 'scale-disagrees'
  | 'exposure'
  | 'cast'
  | 'blank'
  | 'blurred'
  | 'sharpness'
  | 'focus-unknown'
  | 'not-joined'
  | 'rejected'
  | 'residual'
  | 'few-inliers'

/** `refuse`: no difference may be drawn; `limit`: look with care; `note`: worth knowing. */
export type Weight = 'refuse' | 'limit' | 'note'

/** Why a pair is less than comparable. `value` and `limit` are in the ground's own unit, `detail` a code of its own. */
export interface Ground {
  readonly code: GroundCode
  readonly weight: Weight
  readonly value?: number
  readonly limit?: number
  readonly detail?: string
}

export type Grade = 'comparable' | 'limited' | 'not-comparable'
export type Alike = 'polarisation' | 'magnification'

export interface Comparability {
  readonly grade: Grade
  /** False while the registration is still under way: the grade can only get worse. */
  readonly settled: boolean
  /** Heaviest first. */
  readonly grounds: readonly Ground[]
  /** What was found to be the same. */
  readonly alike: readonly Alike[]
  /** Of the registration, px of the fixed original, and mm where that one is calibrated. */
  readonly residual: { readonly px: number; readonly mm: number | undefined; readonly inliers: number } | undefined
}

/**
 * Limits. A residual above 1 % of the width is not comparable (acceptance criterion of the comparison); all others are the
 * project's own: steps at which two pictures of one unchanged lesion begin to look changed.
 */
export const comparableWithin = {
  /** Share of the fixed picture's width. */
  residual: { limit: 0.005, refuse: 0.01 },
  /** Ratio of the fields of view. */
  field: { limit: 1.25, refuse: 2 },
  /** Registered against calibrated scale, as a ratio. */
  scale: 1.05,
  /** Difference of L*, and of a*b*, after which an equal skin looks another. */
  lightness: { limit: 8, refuse: 30 },
  cast: { limit: 8, refuse: 25 },
  /** Spread of L* below which there is nothing in a picture. */
  spread: 1.5,
  focus: { difference: 0.35, refuse: 0.15 },
  inliers: 20,
} as const

const ratioOf = (one: number, other: number): number => Math.max(one / other, other / one)
const polarised = (lens: NonNullable<Taken['lens']>): boolean => lens !== 'contact-non-polarized'
const inContact = (lens: NonNullable<Taken['lens']>): boolean => lens !== 'non-contact-polarized'

const statesOf = ({ fixed, moving }: Pair): Ground[] => {
  const states = [fixed.state, moving.state]
  const codes = (['voided', 'damaged'] as const).filter(state => states.includes(state))
  const same = fixed.id === moving.id ? [{ code: 'same-picture', weight: 'refuse' } as const] : []
  return [...codes.map(code => ({ code, weight: 'refuse' }) as const), ...same]
}

const lesionsOf = ({ fixed, moving }: Pair): Ground[] => {
  const unknown = fixed.lesionId === undefined || moving.lesionId === undefined
  if (!unknown && fixed.lesionId !== moving.lesionId) return [{ code: 'lesion', weight: 'refuse' }]
  // The same lesion may have been coded at two neighbouring sites; without a lesion the site is all there is.
  const sites = fixed.site === moving.site ? [] : [{ code: 'site', weight: unknown ? 'refuse' : 'limit' } as const]
  return [...sites, ...(unknown ? [{ code: 'lesion-unknown', weight: 'limit' } as const] : [])]
}

const viewsOf = ({ fixed, moving }: Pair): Ground[] => {
  if (fixed.kind !== moving.kind) return [{ code: 'kind', weight: 'refuse' }]
  return fixed.view === moving.view ? [] : [{ code: 'view', weight: 'limit' }]
}

const isDermoscopic = ({ kind, lens }: Taken): boolean => kind === 'dermoscopic' || lens !== undefined

const lensesOf = ({ fixed, moving }: Pair): Ground[] => {
  const [one, other] = [fixed.lens, moving.lens]
  if (!isDermoscopic(fixed) && !isDermoscopic(moving)) return []
  if (one === undefined || other === undefined) return [{ code: 'lens-unknown', weight: 'limit' }]
  if (polarised(one) !== polarised(other)) return [{ code: 'polarisation', weight: 'refuse' }]
  return inContact(one) === inContact(other) ? [] : [{ code: 'contact', weight: 'limit' }]
}

/** How much wider the moving picture's field is than the fixed one's: by calibration, else by registration. */
const fieldRatio = ({ fixed, moving, joining }: Pair): number | undefined => {
  const longOf = ({ widthPx, heightPx }: Taken): number => Math.max(widthPx, heightPx)
  const px = longOf(moving) / longOf(fixed)
  if (fixed.umPerPx !== undefined && moving.umPerPx !== undefined) return (px * moving.umPerPx) / fixed.umPerPx
  return joining.kind === 'joined' ? px * joining.scale : undefined
}

const scalesOf = (pair: Pair): Ground[] => {
  const { fixed, moving, joining } = pair
  const grounds: Ground[] = []
  const ratio = fieldRatio(pair)
  const { field, scale } = comparableWithin
  if (ratio !== undefined && ratioOf(ratio, 1) > field.limit) {
    const refused = ratioOf(ratio, 1) > field.refuse
    grounds.push({
      code: 'magnification',
      weight: refused ? 'refuse' : 'limit',
      value: ratioOf(ratio, 1),
      limit: field.limit,
    })
  }
  if (fixed.umPerPx === undefined || moving.umPerPx === undefined)
    return [...grounds, { code: 'scale-unknown', weight: 'note' }]
  if (joining.kind !== 'joined') return grounds
  const off = ratioOf(joining.scale, moving.umPerPx / fixed.umPerPx)
  return off > scale ? [...grounds, { code: 'scale-disagrees', weight: 'limit', value: off, limit: scale }] : grounds
}

const stepOf = (
  value: number,
  { limit, refuse }: { readonly limit: number; readonly refuse: number },
): Weight | undefined => (value > refuse ? 'refuse' : value > limit ? 'limit' : undefined)

const lightsOf = ({ fixed, moving }: Pair): Ground[] => {
  const [one, other] = [fixed.light, moving.light]
  if (!one || !other) return []
  const { lightness, cast, spread } = comparableWithin
  if (Math.min(one.spread, other.spread) < spread) return [{ code: 'blank', weight: 'refuse' }]
  const found = [
    { code: 'exposure', value: Math.abs(one.lightness - other.lightness), steps: lightness },
    { code: 'cast', value: Math.hypot(one.a - other.a, one.b - other.b), steps: cast },
  ] as const
  return found.flatMap(({ code, value, steps }) => {
    const weight = stepOf(value, steps)
    return weight ? [{ code, weight, value, limit: steps[weight === 'refuse' ? 'refuse' : 'limit'] }] : []
  })
}

const sharpnessOf = ({ fixed, moving }: Pair): Ground[] => {
  const [one, other] = [fixed.focus, moving.focus]
  // Values of two formulas cannot be held against each other.
  if (!one || !other || one.formula !== other.formula) return [{ code: 'focus-unknown', weight: 'note' }]
  const { difference, refuse } = comparableWithin.focus
  const least = Math.min(one.value, other.value)
  if (least < refuse) return [{ code: 'blurred', weight: 'refuse', value: least, limit: refuse }]
  const value = Math.abs(one.value - other.value)
  return value > difference ? [{ code: 'sharpness', weight: 'limit', value, limit: difference }] : []
}

const joiningsOf = ({ fixed, joining }: Pair): Ground[] => {
  if (joining.kind === 'waiting') return []
  if (joining.kind === 'refused') return [{ code: 'not-joined', weight: 'refuse', detail: joining.reason }]
  const { residual, inliers } = comparableWithin
  const share = joining.residualPx / fixed.widthPx
  const weight = stepOf(share, residual)
  return [
    ...(joining.decision === 'rejected' ? [{ code: 'rejected', weight: 'refuse' } as const] : []),
    ...(weight
      ? [{ code: 'residual', weight, value: share, limit: residual[weight === 'refuse' ? 'refuse' : 'limit'] } as const]
      : []),
    ...(joining.inliers < inliers
      ? [{ code: 'few-inliers', weight: 'limit', value: joining.inliers, limit: inliers } as const]
      : []),
  ]
}

const rank: Readonly<Record<Weight, number>> = { refuse: 0, limit: 1, note: 2 }
const grades = { refuse: 'not-comparable', limit: 'limited', note: 'comparable' } as const

const residualOf = ({ umPerPx }: Taken, joining: Joining): Comparability['residual'] =>
  joining.kind === 'joined'
    ? {
        px: joining.residualPx,
        mm: umPerPx === undefined ? undefined : (joining.residualPx * umPerPx) / 1000,
        inliers: joining.inliers,
      }
    : undefined

const alikeOf = (pair: Pair): Alike[] => {
  const { fixed, moving } = pair
  const ratio = fieldRatio(pair)
  const polarisation =
    fixed.lens !== undefined && moving.lens !== undefined && polarised(fixed.lens) === polarised(moving.lens)
  const magnification = ratio !== undefined && ratioOf(ratio, 1) <= comparableWithin.field.limit
  return [...(polarisation ? (['polarisation'] as const) : []), ...(magnification ? (['magnification'] as const) : [])]
}

/**
 * Says whether what differs between two pictures may be read as a change of the skin, and if not, why. A pure function of how they
 * were taken, of their measured light and of the registration; nothing of what they show enters it. Same both ways round, but for the
 * residual's unit, which is the fixed picture's.
 */
export function comparabilityOf(pair: Pair): Comparability {
  const rules = [statesOf, lesionsOf, viewsOf, lensesOf, lightsOf, sharpnessOf, scalesOf, joiningsOf]
  const grounds = rules.flatMap(rule => rule(pair)).sort((one, other) => rank[one.weight] - rank[other.weight])
  return {
    grade: grades[grounds[0]?.weight ?? 'note'],
    settled: pair.joining.kind !== 'waiting',
    grounds,
    alike: alikeOf(pair),
    residual: residualOf(pair.fixed, pair.joining),
  }
}

/** True where nothing may be computed on the pair at all, not even a registration: it is not two kept pictures. */
export const isNoPair = ({ grounds }: Comparability): boolean =>
  grounds.some(({ code }) => code === 'voided' || code === 'damaged' || code === 'same-picture')
