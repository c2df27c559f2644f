/** What one line of a scale says: a weight in its own digits and unit, or why it says none. */
export type ScaleLine = { readonly value: string; readonly unit: string } | { readonly wrong: string }

const units: Readonly<Record<string, string>> = {
  G: 'g',
  KG: 'kg',
  LB: '[lb_av]',
  LBS: '[lb_av]',
  OZ: '[oz_av]',
}

/** Sign and leading zeros are how a scale fills its display: `+0026.90` is 26.90, digits behind the point kept. */
const plain = (sign: string, digits: string): string => `${sign === '-' ? '-' : ''}${digits.replace(/^0+(?=\d)/, '')}`

const inUnit = (value: string, unit: string): ScaleLine => {
  const ucum = units[unit.toUpperCase()]
  return ucum === undefined ? { wrong: 'unknown-unit' } : { value, unit: ucum }
}

export interface KernFrame {
  readonly value: string
  /** As on the display. */
  readonly unit: string
  readonly limit: string
  readonly status: 'stable' | 'unstable' | 'error'
}

const kernShape = /^([+-])(\d{1,8}(?:\.\d{1,6})?) *( G|CT|OZ|LB|KG|PC| %)([LGH ])([USE ])$/
const kernStates: Readonly<Record<string, KernFrame['status']>> = { S: 'stable', E: 'error' }

/** 14 or 15 characters of a KERN EW or KB: sign, 7 or 8 digits, unit, limit, status. Undefined where it is none. */
export function kernFrameOf(line: string): KernFrame | undefined {
  const match = line.length === 12 || line.length === 13 ? kernShape.exec(line) : null
  if (!match) return undefined
  const [sign, digits, unit, limit, state] = match.slice(1) as [string, string, string, string, string]
  return { value: plain(sign, digits), unit: unit.trim(), limit, status: kernStates[state] ?? 'unstable' }
}

const kernWrongs = { unstable: 'unstable', error: 'over-limit' } as const

/** KERN: only what it calls stable is a weight; carats, pieces and percent are none of a person. */
export function kernLine(line: string): ScaleLine | undefined {
  const frame = kernFrameOf(line)
  if (!frame) return undefined
  return frame.status === 'stable' ? inUnit(frame.value, frame.unit) : { wrong: kernWrongs[frame.status] }
}

const smaStates: Readonly<Record<string, string>> = {
  O: 'over-limit',
  U: 'below-zero',
  E: 'fault',
  I: 'fault',
  T: 'fault',
}

/** SMA SCP-0499: status, range, gross or net, motion, a spare, ten characters of weight, three of unit. */
export function smaLine(line: string): ScaleLine | undefined {
  const match = /^([ ZOUEIT])(.)([GNT gnt])([M ])(.)([ +-]*)(\d{1,7}(?:\.\d{1,6})?) *([A-Za-z]{1,3}) *$/.exec(line)
  if (!match) return undefined
  const [, state = '', , , motion = '', , sign = '', digits = '', unit = ''] = match
  const wrong = smaStates[state] ?? (motion === 'M' ? 'unstable' : undefined)
  return wrong === undefined ? inUnit(plain(sign.trim(), digits), unit) : { wrong }
}

export interface TanitaLine {
  /** kg */
  readonly weight: string
  /** % */
  readonly fat: string
}

/** The keys and values of one line: `{0,16,~0,2,MO,"SC-240",…`. */
function fieldsOf(line: string): ReadonlyMap<string, string> {
  const parts = line
    .replace(/^\{/, '')
    .split(',')
    .map(part => part.replaceAll('"', '').trim())
  return new Map(
    Array.from({ length: Math.floor(parts.length / 2) }, (_, at) => [parts[2 * at] ?? '', parts[2 * at + 1] ?? '']),
  )
}

const decimal = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined

/**
 * One weighing of a Tanita SC-240. How its checksum is made is not published, so the line is proved by itself: fat and fat-free mass
 * must add up to the weight, and the fat must be its share of it. Undefined where it is no such line, a word where it does not add up.
 */
export function tanitaLine(line: string): TanitaLine | { readonly wrong: string } | undefined {
  if (!line.startsWith('{0,16,')) return undefined
  const fields = fieldsOf(line)
  const [weight, fat] = [fields.get('Wk') ?? '', fields.get('FW') ?? '']
  // Weighed without the measurement of impedance there is nothing to prove it by.
  if (!addsUp([weight, fat, fields.get('fW'), fields.get('MW')].map(decimal))) return { wrong: 'checksum' }
  return { weight, fat }
}

function addsUp([weight = Number.NaN, fat = Number.NaN, fatMass = Number.NaN, lean = Number.NaN]: readonly (
  | number
  | undefined
)[]): boolean {
  return Math.abs(fatMass + lean - weight) <= 0.11 && Math.abs((weight * fat) / 100 - fatMass) <= 0.11
}
