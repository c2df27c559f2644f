import type { Page } from '../page.ts'

/** What stands for a character that the font does not have. */
export const box = '□'

/** Names and numbers of the program's own: never text on paper, so never changed. */
const notText = new Set([
  'kind',
  'size',
  'payload',
  'image',
  'id',
  'created',
  'contentHash',
  'language',
  'paper',
  'unprintable',
])

/** Signs without ink of their own that steer a line: a paper that read otherwise than it looks would be a forgery's tool. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u

export interface Printable {
  readonly page: Page
  /** The characters that became boxes, as `U+6F22`, each once, in the order they were met. */
  readonly missing: readonly string[]
}

/** The same page with each character that cannot be printed as a box, and which they were; `has` asks the font. */
export function printableOf(page: Page, has: (codePoint: number) => boolean): Printable {
  const missing = new Set<string>()
  const one = (character: string): string => {
    const codePoint = character.codePointAt(0) ?? 0
    if (character === '\n' || (!steering.test(character) && has(codePoint))) return character
    missing.add(`U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
    return box
  }
  const text = (said: string): string => {
    // A soft hyphen and a byte order mark say nothing; a line ends in one way.
    const plain = said
      .normalize('NFC')
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll('\t', '  ')
      .replaceAll(/[\u00AD\uFEFF]/g, '')
    return Array.from(plain, one).join('')
  }
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(deep)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, notText.has(key) ? inner : deep(inner)]),
    )
  }
  return { page: deep(page) as Page, missing: [...missing] }
}
