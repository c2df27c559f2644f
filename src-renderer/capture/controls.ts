/** Numbers a camera can be set to. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly step?: number
}

/** What W3C Image Capture adds to a track; TypeScript's DOM library does not know it yet. */
interface Able {
  readonly exposureMode?: readonly string[]
  readonly exposureTime?: Range
  readonly exposureCompensation?: Range
  readonly focusMode?: readonly string[]
  readonly focusDistance?: Range
  readonly whiteBalanceMode?: readonly string[]
  readonly colorTemperature?: Range
}
type Key = keyof Able
type Settings = Readonly<Partial<Record<Key, string | number>>>

/** One thing of the camera that can be set: an automatic or manual mode, and a value for manual. */
export interface Control {
  readonly name: 'exposure' | 'exposureCompensation' | 'focus' | 'whiteBalance'
  readonly mode?: { readonly key: Key; readonly value: string; readonly options: readonly string[] }
  readonly range?: { readonly key: Key; readonly value: number; readonly range: Range; readonly manual: boolean }
}

const rows = [
  { name: 'exposure', mode: 'exposureMode', range: 'exposureTime' },
  { name: 'exposureCompensation', range: 'exposureCompensation' },
  { name: 'focus', mode: 'focusMode', range: 'focusDistance' },
  { name: 'whiteBalance', mode: 'whiteBalanceMode', range: 'colorTemperature' },
] as const satisfies readonly { name: Control['name']; mode?: Key; range: Key }[]

const isRange = (value: unknown): value is Range => {
  const { min, max } = (value ?? {}) as Partial<Range>
  return typeof min === 'number' && typeof max === 'number' && max > min
}

type Row = (typeof rows)[number]

function modeOf(row: Row, able: Able, settings: Settings): Control['mode'] {
  if (!('mode' in row)) return undefined
  const options = able[row.mode] ?? []
  const value = settings[row.mode]
  return options.length > 1 && typeof value === 'string' ? { key: row.mode, value, options } : undefined
}

function rangeOf(row: Row, able: Able, settings: Settings): Control['range'] {
  const range = able[row.range]
  const value = settings[row.range]
  if (!isRange(range) || typeof value !== 'number') return undefined
  return { key: row.range, value, range, manual: !('mode' in row) || settings[row.mode] === 'manual' }
}

function controlOf(row: Row, able: Able, settings: Settings): Control {
  const mode = modeOf(row, able, settings)
  const range = rangeOf(row, able, settings)
  return { name: row.name, ...(mode ? { mode } : {}), ...(range ? { range } : {}) }
}

/** The controls this camera really offers; none where it offers none. */
export function controlsOf(capabilities: object, settings: object): readonly Control[] {
  return rows
    .map(row => controlOf(row, capabilities as Able, settings as Settings))
    .filter(({ mode, range }) => mode !== undefined || range !== undefined)
}

/** Constraints that set one value, as `applyConstraints` wants them. */
export const setting = (key: string, value: string | number): MediaTrackConstraints =>
  ({ advanced: [{ [key]: value }] }) as MediaTrackConstraints
