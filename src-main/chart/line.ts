import type { Annotation, Extension, Reference } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { type HeldRow, personOf, structure } from '../records/index.ts'

/** Who writes a line, and when (ISO 8601, UTC). */
export interface Made {
  readonly by: Caller
  readonly at: string
}

const reasonUrl = `${structure}/entered-in-error-reason`

/** What the types of the chart have in common. */
interface Noted {
  readonly note?: readonly Annotation[] | undefined
  readonly extension?: readonly Extension[] | undefined
}

export const noteText = ({ note = [] }: Noted): string | undefined =>
  note.map(({ text }) => text).join('\n') || undefined

/** The notes with `text` in their place; notes that it only repeats stay as they are, with their authors. */
export const notesWith = (
  before: Noted,
  text: string | undefined,
  { by, at }: Made,
): readonly Annotation[] | undefined => {
  if (text === noteText(before)) return before.note
  return text === undefined ? undefined : [{ authorReference: personOf(by), time: at, text }]
}

/** The extensions of a line that was entered in error, with why. */
export const withReason = ({ extension = [] }: Noted, reason: string): readonly Extension[] => [
  ...extension.filter(({ url }) => url !== reasonUrl),
  { url: reasonUrl, valueString: reason },
]

const reasonOf = ({ extension = [] }: Noted): string | undefined => {
  const found = extension.find(({ url }) => url === reasonUrl)?.['valueString']
  return typeof found === 'string' ? found : undefined
}

/** What every line shows: its name, version, author and whether the clinic has it. */
export const lineOf = (
  { id, updatedAt, unsynced }: HeldRow,
  resource: Noted,
  written: { readonly at: string | undefined; readonly by: Reference | undefined },
) => ({
  recordId: id,
  recordedAt: written.at,
  by: written.by?.display,
  updatedAt,
  unsynced: unsynced === 1,
  note: noteText(resource),
  takenOut: reasonOf(resource),
})
