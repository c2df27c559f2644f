import { dayOf, momentOf } from '../templates/say.ts'

/** Members that steer a paper and are not read on it. */
const unsaid = new Set(['language', 'paper', 'status', 'image', 'points', 'edition', 'types', 'outcomes'])

/** Every text and number of a template's data as it must stand on paper. */
export function leavesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf)
  if (typeof value === 'number') return [`${value}`]
  if (typeof value === 'string') return [said(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (unsaid.has(key) ? [] : leavesOf(inner)))
}

function said(text: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return momentOf(text)
  return /^\d{4}-\d\d-\d\d$/.test(text) ? dayOf(text) : text
}
