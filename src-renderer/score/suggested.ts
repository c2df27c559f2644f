import { criterionOf, gradeWord } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Figure, MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { findingsMaker, type OutlineFindings } from '../../src-shared/imaging/outline/findings.ts'
import type { ColourFound } from '../../src-shared/imaging/outline/places.ts'
import type { Corner } from '../../src-shared/imaging/outline/suggestion.ts'
import type { Spot } from '../marks/spot.ts'
import type { Suggested, Tick } from './ticks.ts'

/** A suggestion's numbers, as they go into words. */
export type Why =
  | { readonly of: 'axes'; readonly shape: string; readonly colour: string }
  | { readonly of: 'edge'; readonly steps: string }
  | { readonly of: 'colour'; readonly share: string }
  | { readonly of: 'diameter'; readonly mm: string }

/** An answer that a measure speaks for, as it would be ticked; it counts for nothing until the clinician takes it. */
export interface Suggestion extends Tick {
  readonly code: string
  readonly suggested: Suggested
  readonly why: Why
}

/** The newest confirmed outline of a picture. */
export interface ConfirmedOutline {
  readonly markId: string
  readonly body: MarkOf<'outline'>
}

export function outlineOn(marks: readonly Mark[], blobId: string): ConfirmedOutline | undefined {
  const mark = marks.findLast(one => one.blobId === blobId && one.body.kind === 'outline' && one.state === 'current')
  return mark?.body.kind === 'outline' ? { markId: mark.markId, body: mark.body } : undefined
}

type Good = Extract<OutlineFindings, { good: true }>
type Made = Omit<Suggestion, 'suggested'> & { readonly figures: Readonly<Record<string, number>> }

/** A kept tick takes no more points than this in one ring. */
const mostPoints = 2000

const spotsOf = (line: readonly Corner[]): readonly Spot[] => line.map(({ x, y }) => [x, y] as const)
const thinned = (ring: readonly Spot[]): readonly Spot[] => {
  const step = Math.ceil(ring.length / mostPoints)
  return ring.filter((_, at) => at % step === 0)
}
const percent = (share: number): string => `${Math.round(100 * share)} %`
const rounded = (value: number): number => Math.round(value * 1000) / 1000

function axesOf({ axes }: Good, ring: readonly Spot[]): Made {
  const unlike = axes.filter(({ asymmetric }) => asymmetric)
  const [one, other] = axes
  return {
    code: 'asymmetry.axes',
    value: unlike.length,
    // Both halves alike: the whole outline says so.
    regions: unlike.length === 0 ? [ring] : unlike.map(({ line }) => spotsOf(line)),
    why: {
      of: 'axes',
      shape: axes.map(({ shape }) => percent(shape)).join(' · '),
      colour: axes.map(({ colour }) => colour.toFixed(1)).join(' · '),
    },
    figures: {
      'not mirrored, first axis': one.shape,
      'not mirrored, second axis': other.shape,
      'delta-E, first axis': one.colour,
      'delta-E, second axis': other.colour,
    },
  }
}

function edgeOf({ edge }: Good, ring: readonly Spot[]): readonly Made[] {
  if (!edge) return []
  const [least, most] = [Math.min(...edge.steps), Math.max(...edge.steps)]
  return [
    {
      code: 'border.abrupt',
      value: edge.abrupt.filter(Boolean).length,
      regions: edge.sectors.length === 0 ? [ring] : edge.sectors.map(spotsOf),
      why: { of: 'edge', steps: `${least.toFixed(1)} – ${most.toFixed(1)}` },
      figures: Object.fromEntries(edge.steps.map((step, at) => [`delta-E, eighth ${at + 1}`, step])),
    },
  ]
}

/** Bluer than this (b* of L*a*b*) is called blue, the rest of blue-grey is called grey. */
const blueBelow = -8
const codes = {
  white: 'white',
  red: 'red',
  lightBrown: 'light-brown',
  darkBrown: 'dark-brown',
  black: 'black',
} as const
const codeOf = ({ name, mean }: ColourFound): string =>
  `colour.${name === 'blueGrey' ? (mean[2] < blueBelow ? 'blue' : 'grey') : codes[name]}`

const colourOf = (found: ColourFound): Made => ({
  code: codeOf(found),
  value: true,
  regions: found.rings.map(spotsOf),
  why: { of: 'colour', share: percent(found.share) },
  figures: { share: found.share, 'mean L*': found.mean[0], 'mean a*': found.mean[1], 'mean b*': found.mean[2] },
})

/** NICE NG12: largest diameter of 7 mm or more. */
const diameterMm = 7
const diameters = ['diameter', 'long', 'longest', 'major']

/** None where the limit lies within the measure's uncertainty: then the measure does not say. */
function diameterOf({ figures }: MarkOf<'outline'>, ring: readonly Spot[]): readonly Made[] {
  const figure = diameters.map(name => figures[name]).find((one: Figure | undefined) => one?.unit === 'mm')
  if (!figure) return []
  const { value, uncertainty = 0 } = figure
  if (Math.abs(value - diameterMm) < uncertainty) return []
  const why = { of: 'diameter', mm: value.toFixed(1) } as const
  return [
    { code: 'clinical.diameter', value: value >= diameterMm, regions: [ring], why, figures: { 'diameter, mm': value } },
  ]
}

/** What a confirmed outline, and what was found within it, say of the criteria that can be measured, in the order of the checklist. */
export function suggestionsOf({ markId, body }: ConfirmedOutline, findings: Good | undefined): readonly Suggestion[] {
  const ring = thinned(body.rings[0] ?? [])
  const measured = findings
    ? [axesOf(findings, ring), ...edgeOf(findings, ring), ...findings.colours.map(colourOf)]
    : []
  return [...measured, ...diameterOf(body, ring)].map(({ figures, ...made }) => ({
    ...made,
    suggested: {
      by: findingsMaker,
      outlineMarkId: markId,
      figures: Object.fromEntries(
        Object.entries(figures).map(([name, value]) => [name, { value: rounded(value), unit: '1' }]),
      ),
    },
  }))
}

/** The word of a grade; undefined for what is present or absent. */
export function gradeOf({ code, value }: Pick<Suggestion, 'code' | 'value'>): string | undefined {
  const criterion = criterionOf(code)
  return typeof value === 'number' && criterion ? gradeWord(criterion, value) : undefined
}
