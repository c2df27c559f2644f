import { measureOf } from '../../src-shared/clinical/measures.ts'

/** Flags and notes that have words of their own (`readings.note.*`). */
const known = [
  'nonexistent-local-time',
  'ambiguous',
  'wrong-device-time',
  'in-the-future',
  'time-unknown',
  'held-for-another-patient',
  'movement',
  'irregular-pulse',
  'questionable',
  'manual',
  'before-meal',
  'after-meal',
  'finger-out',
  'no-finger',
  'low-perfusion',
  'low-battery',
  'artifact',
] as const
export type KnownNote = (typeof known)[number]

export const isKnownNote = (note: string): note is KnownNote => (known as readonly string[]).includes(note)

/** A protocol's own word, readable: `sensor-fault` becomes `sensor fault`. */
export const plainWords = (note: string): string => note.replaceAll('-', ' ')

/** Kinds without codes of their own have their names here (`readings.kinds.*`). */
export const isNamedKind = (kind: string): kind is 'activity' | 'scratch' => kind === 'activity' || kind === 'scratch'

/** The name of a measure as the table of measures has it. */
export const measureName = (kind: string): string | undefined => measureOf(kind)?.name
