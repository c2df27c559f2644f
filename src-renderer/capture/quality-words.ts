import type { Verdict } from '../../src-shared/contract/capture.ts'

/** The things a bar is drawn for. */
export const facets = ['focus', 'motion', 'exposure', 'glare', 'colour', 'framing', 'size'] as const
export type Facet = (typeof facets)[number]

const facetOf: Readonly<Record<string, Facet>> = {
  'out-of-focus': 'focus',
  soft: 'focus',
  motion: 'motion',
  'too-dark': 'exposure',
  'too-bright': 'exposure',
  'no-picture': 'exposure',
  glare: 'glare',
  cast: 'colour',
  'cut-off': 'framing',
  small: 'size',
  'too-small': 'size',
}

/** What is wrong with one facet: the code of the first reason that concerns it; undefined where nothing is. */
export const reasonOf = (verdict: Verdict, facet: Facet): string | undefined =>
  verdict.reasons.find(({ code }) => facetOf[code] === facet)?.code

const levels: Readonly<Record<Facet, (measured: (name: string) => number) => number>> = {
  focus: measured => measured('focus'),
  // Live frames know how much moves between them; half a contrast empties the bar.
  motion: measured => 1 - Math.max(measured('smear'), 2 * measured('movement')),
  exposure: measured => measured('highlight'),
  // A twentieth of the field covered by reflections empties the bar.
  glare: measured => 1 - 20 * measured('glareShare'),
  // Twice the light in blue or green that skin returns in red empties the bar.
  colour: measured => 1 - measured('cast') / Math.LN2,
  framing: measured => 1 - 2 * measured('edgeShare'),
  // 1024 × 768 px, the ideal of the ATA quick guide, fills the bar.
  size: measured => Math.min(measured('longPx') / 1024, measured('shortPx') / 768),
}

/** How long each bar is, 0 to 1, as measured: crisp, steady, bright, free of glare and large are long. */
export const levelOf = ({ measures }: Verdict, facet: Facet): number =>
  Math.min(
    1,
    Math.max(
      0,
      levels[facet](name => measures[name] ?? 0),
    ),
  )
