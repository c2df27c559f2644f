/** What a template may name, filled in here when it is inserted. */
export const placeholders = ['patient', 'given name', 'family name', 'born', 'me', 'clinic', 'today'] as const
export type Placeholder = (typeof placeholders)[number]

const isPlaceholder = (name: string): name is Placeholder => placeholders.some(known => known === name)

/**
 * A template with its `{placeholders}` filled. One that is not known, or whose value is not, stays as it stands, so that the writer
 * sees what is missing. What is filled in is never read for placeholders again.
 */
export const filledTemplate = (
  text: string,
  values: Readonly<Partial<Record<Placeholder, string | undefined>>>,
): string =>
  text.replaceAll(/\{([a-z ]{1,20})\}/g, (written, name: string) => (isPlaceholder(name) && values[name]) || written)
