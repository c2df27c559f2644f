const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size in the largest unit that leaves a whole part, in powers of 1000: `12.3 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}
