import type { ReactionContent, ReactionSuspect } from '../../src-shared/contract/reactions.ts'

/** What stands in the fields: texts may be empty or end with a space while somebody types. */
export interface Draft extends Omit<ReactionContent, 'suspects' | 'concomitant'> {
  readonly suspects: readonly ReactionSuspect[]
  /** One medicine a line. */
  readonly others: string
}

export const empty: Draft = {
  suspects: [{}],
  outcomes: [],
  others: '',
  naranjo: {},
  alsoReportedTo: [],
  identityWithheld: true,
}

export const draftOf = ({ concomitant, suspects, ...rest }: ReactionContent): Draft => ({
  ...rest,
  suspects: suspects.length > 0 ? suspects : [{}],
  others: concomitant.map(({ name }) => name).join('\n'),
})

/** Without texts that say nothing; absent is absent. */
const told = <Of extends object>(of: Of): Of =>
  Object.fromEntries(
    Object.entries(of).flatMap(([key, value]: [string, unknown]) => {
      const said = typeof value === 'string' ? value.trim() : value
      return said === '' || said === undefined ? [] : [[key, said]]
    }),
  ) as Of

/** What is kept and signed of it. */
export function contentOf({ others, suspects, ...rest }: Draft): ReactionContent {
  const names = others.split('\n').map(line => line.trim().slice(0, 200))
  return {
    ...told(rest),
    suspects: suspects.map(told).filter(one => Object.keys(one).length > 0),
    concomitant: names
      .filter(name => name !== '')
      .map(name => ({ name }))
      .slice(0, 40),
  }
}

/** True where both would be kept alike. */
export const isSame = (a: ReactionContent, b: ReactionContent): boolean => {
  const plain = (of: ReactionContent) =>
    JSON.stringify(of, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([x], [y]) => (x < y ? -1 : 1)))
        : inner,
    )
  return plain(a) === plain(b)
}
