import type { Context, Decoded, Driver, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { HidWire } from '../../wire.ts'

/** Report 3 of a scale (HID Point of Sale usage tables, usage page 8D): id, status, unit, exponent, weight in two bytes. */
const reportId = 3
const statuses: Readonly<Record<number, string>> = {
  1: 'fault',
  2: 'zero',
  3: 'unstable',
  4: 'stable',
  5: 'below-zero',
  6: 'over-limit',
  7: 'needs-calibration',
  8: 'needs-zero',
}
/** Units that are ours without arithmetic. */
const units: Readonly<Record<number, string>> = { 2: 'g', 3: 'kg', 12: '[lb_av]' }

export interface ScaleReport {
  readonly status: string
  /** Decimal text with the scale's own digits. */
  readonly value: string
  readonly unit: string
}

/** An integer times a power of ten as decimal text: 725 and −1 are `72.5`, digits kept. */
export function decimalOf(digits: number, exponent: number): string {
  if (exponent >= 0) return digits === 0 ? '0' : String(digits) + '0'.repeat(exponent)
  const text = String(digits).padStart(1 - exponent, '0')
  return `${text.slice(0, exponent)}.${text.slice(exponent)}`
}

/** What one report says, or the word for why it says nothing. */
export function scaleReportOf(report: Uint8Array): ScaleReport | string {
  if (report.length !== 6 || report[0] !== reportId) return 'unknown-object'
  const view = new DataView(report.buffer, report.byteOffset, report.byteLength)
  const status = statuses[view.getUint8(1)]
  const unit = units[view.getUint8(2)]
  const exponent = view.getInt8(3)
  if (status === undefined || Math.abs(exponent) > 4) return 'protocol'
  return unit === undefined ? 'unknown-unit' : { status, value: decimalOf(view.getUint16(4, true), exponent), unit }
}

interface Scale {
  /** The weight that now stands, when this report makes it certain. */
  hear(report: Uint8Array): ScaleReport | undefined
  /** Why the last report was no stable weight; `stable` when it was. */
  word(): string
}

/**
 * A weight counts when two reports in a row say the same and call it stable: reports have no checksum. It counts once
 * until something else is said, because a scale repeats itself many times a second.
 */
function openScale(): Scale {
  let standing = ''
  let times = 0
  let word = ''
  return {
    word: () => word,
    hear: report => {
      const said = scaleReportOf(report)
      word = typeof said === 'string' ? said : said.status
      if (typeof said === 'string' || word !== 'stable' || Number(said.value) === 0) {
        standing = ''
        return undefined
      }
      const now = `${said.value} ${said.unit}`
      times = now === standing ? times + 1 : 1
      standing = now
      return times === 2 ? said : undefined
    },
  }
}

const quiet = new Set(['stable', 'zero'])

/** The stable weights on a tape. */
function decode(tape: Tape): Decoded {
  const scale = openScale()
  const dropped: Record<string, number> = {}
  const readings: Reading[] = []
  for (const { bytes, atUs } of tape.entries.filter(({ way, channel }) => way === 'in' && channel === 0)) {
    const weight = scale.hear(bytes)
    const word = scale.word()
    if (!quiet.has(word)) dropped[word] = (dropped[word] ?? 0) + 1
    if (!weight) continue
    const part = { mdc: 188736, figure: { value: weight.value }, unit: weight.unit }
    readings.push({ kind: 'weight', parts: [part], atUs, flags: [] })
  }
  return { device: {}, readings, dropped }
}

/** Waits for one stable weight. */
async function fetchWeight(wire: HidWire, context: Context): Promise<void> {
  const scale = openScale()
  for (let reports = 0; reports < 5000; reports += 1) {
    const report = await wire.read({ timeoutMs: 2900, signal: context.signal })
    if (scale.hear(report)) return context.progress({ done: 1, total: 1, unit: 'readings' })
  }
  const wasScale = scale.word() === 'unstable' || quiet.has(scale.word())
  throw new DeviceError(wasScale ? 'devices.noRecords' : 'devices.protocol', scale.word())
}

/** Any scale that keeps to the HID usage page of weighing devices. Only what it calls stable is a weight. */
export const hidScaleDriver: Driver<'hid'> = {
  manifest: {
    id: 'hid-scale',
    version: 1,
    label: 'USB scale',
    wire: 'hid',
    match: [{ usagePage: 0x8d }],
    measures: ['weight'],
    abilities: ['stored'],
  },
  fetch: fetchWeight,
  decode,
}
