import { checklists } from '../../src-shared/clinical/views.ts'

/** The presentations a case can have, as choices. */
export const presentations: readonly { value: string; label: string }[] = Object.entries(checklists).map(
  ([value, { label }]) => ({ value, label }),
)

/** A presentation in words; the code itself where it is none of ours. */
export const presentationLabel = (code: string): string =>
  presentations.find(({ value }) => value === code)?.label ?? code
