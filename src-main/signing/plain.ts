import { createHash } from 'node:crypto'

/** JSON with members in order of their names and absent ones left out, so that nobody's way of writing changes a hash. */
export const plain = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** Hex SHA-256 over UTF-8 of a format's name, a line feed, and the plain JSON of what a signature binds. */
export const bindingOf = (format: string, content: object): string =>
  createHash('sha256')
    .update(`${format}\n${plain(content)}`, 'utf8')
    .digest('hex')
