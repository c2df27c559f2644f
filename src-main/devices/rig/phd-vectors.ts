import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Figure } from '../driver.ts'
import { floatOf, sfloatOf } from '../drivers/phd/figure.ts'
import { phdDriver } from '../drivers/phd/index.ts'
import { type ApduVector, apduDiffers, configurationDiffers, type StandardConfig, textDiffers } from './phd-apdus.ts'
import { replayPhd } from './phd-replay.ts'
import { type Capture, captureDiffers, type Session, sessionDiffers } from './phd-sessions.ts'
import { vectorFiles } from './vectors.ts'

export interface VectorResult {
  readonly name: string
  readonly ok: boolean
  readonly why?: string
}

interface FloatRow {
  readonly hex: string
  readonly text: string
}
interface SpecialRow {
  readonly float: string
  readonly sfloat: string
  readonly fhir: string
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const nameOf = (file: string): string => basename(file).replace(/\.\w+$/, '')

/** One check: what throws does not give its value either. */
function check(name: string, differs: () => string | undefined): VectorResult {
  try {
    const why = differs()
    return why === undefined ? { name, ok: true } : { name, ok: false, why }
  } catch (error) {
    return { name, ok: false, why: error instanceof Error ? error.message : 'threw' }
  }
}

const figureText = (figure: Figure): string => ('value' in figure ? figure.value : figure.absent)
const same = (ours: string, theirs: string): string | undefined =>
  ours === theirs ? undefined : `${ours}, not ${theirs}`
const decoders = { float: floatOf, sfloat: sfloatOf } as const

function floatChecks(file: string): readonly VectorResult[] {
  const table = read(file) as { float: FloatRow[]; sfloat: FloatRow[]; special: SpecialRow[] }
  const one = (kind: 'float' | 'sfloat', hex: string, text: string): VectorResult =>
    check(`${kind} ${hex}`, () => same(figureText(decoders[kind](Number.parseInt(hex, 16))), text))
  return [
    ...table.float.map(({ hex, text }) => one('float', hex, text)),
    ...table.sfloat.map(({ hex, text }) => one('sfloat', hex, text)),
    ...table.special.flatMap(row => [one('float', row.float, row.fhir), one('sfloat', row.sfloat, row.fhir)]),
  ]
}

function apduChecks(file: string): readonly VectorResult[] {
  const { apdus } = read(file) as { apdus: ApduVector[] }
  return apdus.flatMap(vector => [
    check(`apdu ${vector.name}`, () => apduDiffers(vector)),
    ...(/^Extended|Measure/.test(vector.name) && vector.expected?.match(/\d{2}:\d{2}:\d{2}/)
      ? [check(`values ${vector.name}`, () => textDiffers(vector, apdus))]
      : []),
  ])
}

function configChecks(file: string): readonly VectorResult[] {
  const { configs } = read(file) as { configs: Record<string, StandardConfig> }
  return Object.entries(configs).map(([id, config]) => check(`configuration ${id}`, () => configurationDiffers(config)))
}

async function usbCheck(file: string): Promise<VectorResult> {
  const { tape, why } = await replayPhd(phdDriver, file)
  return check(`usb ${nameOf(file)}`, () => {
    if (why !== undefined) return why
    const decoded = phdDriver.decode?.(tape)
    return decoded && decoded.readings.length > 0 && Object.keys(decoded.dropped).length === 0
      ? undefined
      : 'no readings, or not all of them'
  })
}

/** Runs every vector of IEEE 11073 that this computer has, and says which give their expected values. */
export async function phdVectors(): Promise<readonly VectorResult[]> {
  const usb = await Promise.all(vectorFiles('ieee11073/phdc-usb', /\.ioctl$/).map(usbCheck))
  const files = (folder: string, pattern: RegExp, run: (file: string) => readonly VectorResult[]) =>
    vectorFiles(folder, pattern).flatMap(run)
  return [
    ...files('ieee11073', /^floats.*\.json$/, floatChecks),
    ...files('ieee11073/apdu', /\.json$/, apduChecks),
    ...files('ieee11073', /apdus.*\.json$/, apduChecks),
    ...files('ieee11073', /configs.*\.json$/, configChecks),
    ...files('ieee11073/sessions', /\.json$/, file => [
      check(`session ${nameOf(file)}`, () => sessionDiffers(read(file) as Session)),
    ]),
    ...files('ieee11073/tcp-captures', /\.json$/, file => [
      check(`capture ${nameOf(file)}`, () => captureDiffers(read(file) as Capture)),
    ]),
    ...usb,
  ]
}
