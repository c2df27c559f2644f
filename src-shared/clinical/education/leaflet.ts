export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

/** What a leaflet says in one language: short plain sentences, one thing each. */
export interface LeafletWords {
  readonly title: string
  readonly steps: readonly string[]
  readonly avoid: readonly string[]
  /** When to ask for help, and how fast. */
  readonly callIf: readonly string[]
}

/** A leaflet for patients. It gives general advice and never says what somebody has. */
export interface Leaflet {
  readonly id: string
  readonly edition: string
  readonly date: string
  readonly source: string
  readonly words: Readonly<Record<Language, LeafletWords>>
}

/** Our own words; a clinic reads and approves them before it hands them out. */
export const own = { edition: 'edition 1', date: '2026-11-26', source: 'Written for Cutis' } as const
