const mostWords = 16

/**
 * An FTS5 query that asks for every word of `text`, for the last one as the beginning of a word where nothing follows it. Only letters,
 * their marks and digits are left and each word is quoted, so that FTS5's own syntax cannot be written. Undefined where no word is left.
 */
export function wordQueryOf(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu)?.slice(0, mostWords) ?? []
  const last = words.at(-1)
  if (last === undefined) return undefined
  return words.map(word => `"${word}"`).join(' ') + (text.trimEnd().endsWith(last) ? '*' : '')
}
