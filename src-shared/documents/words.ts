const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const scales = [
  [1_000_000, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
] as const

/** The largest whole part that is put into words. */
const most = 999_999_999

/**
 * An exact decimal text (`60`, `0.5`, `2.50`) in English words, as a quantity stands beside its figures on a prescription;
 * digits after the point are read one by one, a trailing zero too. Undefined for what is no such text or above 999,999,999.
 */
export function wordsOf(decimal: string): string | undefined {
  const [, whole, digits] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(decimal) ?? []
  if (whole === undefined || Number(whole) > most) return undefined
  const before = wholeOf(Number(whole))
  if (digits === undefined) return before
  return `${before} point ${Array.from(digits, digit => small[Number(digit)]).join(' ')}`
}

/** A whole number from 0 to 999,999,999 in words. */
function wholeOf(value: number): string {
  const [size, name] = scales.find(([one]) => value >= one) ?? []
  if (size !== undefined) {
    const rest = value % size
    return `${wholeOf(Math.floor(value / size))} ${name}${rest === 0 ? '' : ` ${wholeOf(rest)}`}`
  }
  if (value < 20) return small[value] ?? ''
  const unit = value % 10
  return `${tens[Math.floor(value / 10)]}${unit === 0 ? '' : `-${small[unit]}`}`
}
