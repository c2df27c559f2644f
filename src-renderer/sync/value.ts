const words = (key: string): string => key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/** A value of a record as lines for people: `family: Rivera`. Lists and nested elements keep their path. */
function linesOf(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) {
    const numbered = value.length > 1
    return value.flatMap((one, at) => linesOf(one, numbered ? [...path, String(at + 1)] : path))
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, [...path, words(key)]))
  return [path.length === 0 ? String(value) : `${path.join(' · ')}: ${String(value)}`]
}

/** JSON text as short lines for people; the text itself where it is not JSON. Undefined: this side has no value. */
export function readable(json: string | undefined): readonly string[] | undefined {
  if (json === undefined) return undefined
  try {
    return linesOf(JSON.parse(json), [])
  } catch {
    return [json]
  }
}

/** A field's name in words: `birthDate` → `Birth date`. */
export function fieldWords(field: string): string {
  const lower = words(field)
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}
