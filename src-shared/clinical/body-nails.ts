import type { Draft, Sketch } from './body-view.ts'

// Ends of five digits side by side, the innermost nearest to the middle; drawn larger than on the hand, so that a nail can be hit.
const widths = { fingers: [9.4, 7.8, 8.4, 7.8, 6.6], toes: [12.6, 7.2, 6.8, 6.4, 6] }
const gap = 1.2
const top = 8
const bottom = 44

interface Digit {
  readonly left: number
  readonly right: number
}

const digitsOf = (sizes: readonly number[]): readonly Digit[] => {
  let at = 2
  return sizes.map(size => {
    const digit = { left: at, right: at + size }
    at += size + gap
    return digit
  })
}

const say = (x: number, y: number): string => `${Number(x.toFixed(2))},${y}`

/** Up the inner side, over the round tip, down the outer side. */
const tipOf = ({ left, right }: Digit): string => {
  const width = right - left
  const half = [
    [0, bottom],
    [0, top + 14],
    [0.05, top + 7],
    [0.22, top + 1.6],
  ] as const
  const rise = half.map(([share, y]) => say(left + share * width, y))
  const fall = half.map(([share, y]) => say(right - share * width, y)).toReversed()
  return [...rise, say((left + right) / 2, top), ...fall].join(' ')
}

const plateOf = ({ left, right }: Digit): string => {
  const inset = (right - left) / 5
  const [a, b, middle] = [left + inset, right - inset, (left + right) / 2]
  return [
    say(a, top + 16),
    say(a + 0.6, top + 9),
    say(middle, top + 7),
    say(b - 0.6, top + 9),
    say(b, top + 16),
    say(middle, top + 19),
  ].join(' ')
}

const silhouetteOf = (digits: readonly Digit[]): string =>
  [...digits.map(tipOf), ...[...digits].reverse().map(({ left, right }) => say((left + right) / 2, bottom + 4))].join(
    ' ',
  )

/** Skin around the nails first, then the nails cut out of it: each nail unit is a place of its own. */
const draftsOf = (digits: readonly Digit[], skin: readonly string[], nails: readonly string[]): readonly Draft[] => [
  ...digits.map(
    (digit, at): Draft => [skin[at] ?? '', 'sided', `${say(digit.left, bottom)}>${say(digit.right, bottom)}`],
  ),
  ...digits.map((digit, at): Draft => [nails[at] ?? '', 'island', plateOf(digit)]),
]

const fingers = digitsOf(widths.fingers)
const toes = digitsOf(widths.toes)
const pair = { width: 100, height: 56, form: 'pair', side: 'left' } as const

/** Nails of both hands and of both feet, the patient's left on the viewer's right; thumbs and great toes in the middle. */
export const nailSketches: readonly Sketch[] = [
  {
    ...pair,
    id: 'fingernails',
    label: 'Fingernails',
    silhouette: silhouetteOf(fingers),
    drafts: draftsOf(
      fingers,
      ['38321', '38324', '38327', '38330', '38333'],
      ['770810008', '770815003', '770816002', '770817006', '770818001'],
    ),
  },
  {
    ...pair,
    id: 'toenails',
    label: 'Toenails',
    silhouette: silhouetteOf(toes),
    drafts: draftsOf(
      toes,
      ['37873', '37876', '37879', '37882', '37885'],
      ['770822006', '770823001', '770825008', '770821004', '770820003'],
    ),
  },
]
