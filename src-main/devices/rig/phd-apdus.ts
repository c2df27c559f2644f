import {
  choices,
  decodeApdu,
  encodeApdu,
  operations,
  type Service,
  serviceBytes,
  serviceOf,
} from '../drivers/phd/apdu.ts'
import { type Configuration, configurationBytes, configurationOf } from '../drivers/phd/configuration.ts'
import { decodePhd } from '../drivers/phd/decode.ts'
import { observationOf } from '../drivers/phd/observation.ts'
import { isScan, scanOf } from '../drivers/phd/scan.ts'
import { eventBytes, eventOf, events, gotOf } from '../drivers/phd/services.ts'
import { standardConfigurations } from '../drivers/phd/standard.ts'
import { systemOf } from '../drivers/phd/system.ts'
import { DeviceError } from '../errors.ts'
import type { Entry } from '../tape.ts'
import { bytesOf } from './phd-mask.ts'

export interface ApduVector {
  readonly name: string
  readonly hex: string
  /** Absent for data APDUs without the presentation around them. */
  readonly lengthFieldMatches?: boolean
  readonly expected?: string
}

export interface StandardConfig {
  readonly configEventReport: string
  readonly session: readonly (readonly ['A' | 'M', string])[]
}

const hex = (bytes: ArrayLike<number>): string => Buffer.from(Uint8Array.from(bytes)).toString('hex')
const none: Configuration = { id: 0, objects: new Map() }

/** What is inside a data APDU must decode too, and a configuration must encode to the same octets. */
function insideDiffers({ operation, body }: Service): string | undefined {
  if (operation === operations.getResponse) {
    const facts = systemOf(gotOf(body).attributes)
    return facts.systemId === undefined ? 'no system-id' : undefined
  }
  if (operation !== operations.event && operation !== operations.confirmedEvent) return undefined
  const event = eventOf(body)
  if (hex(eventBytes(event)) !== hex(body)) return 'event encodes differently'
  if (event.type === events.configuration) {
    const configuration = configurationOf(event.info)
    return hex(configurationBytes(configuration)) === hex(event.info) ? undefined : 'configuration encodes differently'
  }
  if (isScan(event.type)) scanOf(none, event.handle, event)
  return undefined
}

/** An APDU must decode and encode to itself; one whose lengths are wrong must be refused with a typed error. */
export function apduDiffers(vector: ApduVector): string | undefined {
  const bytes = bytesOf(vector.hex)
  if (vector.lengthFieldMatches === false)
    return accepted(bytes) ? 'was accepted though its lengths are wrong' : undefined
  if (vector.lengthFieldMatches === undefined) {
    const service = serviceOf(bytes)
    return hex(serviceBytes(service)) === hex(bytes) ? insideDiffers(service) : 'encodes differently'
  }
  const apdu = decodeApdu(bytes)
  if (hex(encodeApdu(apdu)) !== hex(bytes)) return 'encodes differently'
  return apdu.kind === 'prst' ? insideDiffers(apdu.service) : undefined
}

function accepted(bytes: Uint8Array): boolean {
  try {
    decodeApdu(bytes)
    return true
  } catch (error) {
    if (error instanceof DeviceError) return false
    throw error
  }
}

const eventIn = (text: string) => {
  const apdu = decodeApdu(bytesOf(text))
  if (apdu.kind !== 'prst') throw new Error('not a data APDU')
  return eventOf(apdu.service.body)
}

const standardOf: Readonly<Record<string, number>> = { 10404: 0x0190, 10407: 0x02bc, 10415: 0x05dc, 10417: 0x06a4 }

/** The configuration a report of these vectors was made under: the extended one of its specialisation, or the standard one. */
function configurationFor(name: string, all: readonly ApduVector[]): Configuration {
  const specialisation = /10\d{3}/.exec(name)?.[0] ?? ''
  const extended = all.find(one => one.name === `ExtendedCfg${specialisation}`)
  if (name.startsWith('Extended') && extended) return configurationOf(eventIn(extended.hex).info)
  return standardConfigurations.get(standardOf[specialisation] ?? 0) ?? none
}

/** Every figure and every time of a report must stand in the words that its publishers wrote beside it. */
export function textDiffers(
  { name, hex: text, expected = '' }: ApduVector,
  all: readonly ApduVector[],
): string | undefined {
  const configuration = configurationFor(name, all)
  const event = eventIn(text)
  const observations = scanOf(configuration, event.handle, event).items.flatMap(
    item => observationOf(item, configuration) ?? [],
  )
  if (observations.length === 0) return 'nothing measured'
  const words = new Set(expected.split(/[^\d.:T-]+/).map(word => word.replace(/[.:]$/, '')))
  const found = observations.flatMap(({ time, values }) => [
    ...values.map(({ figure }) => ('value' in figure ? figure.value : figure.absent)),
    time ?? 'no time',
  ])
  const wrong = found.find(one => !words.has(one) && !words.has(one.slice(11)))
  return wrong === undefined ? undefined : `${wrong} is not in: ${expected}`
}

/** A standard configuration must be the one an independent agent sends, and its session must decode without loss. */
export function configurationDiffers({ configEventReport, session }: StandardConfig): string | undefined {
  const { info } = eventIn(configEventReport)
  const known = standardConfigurations.get(configurationOf(info).id)
  if (!known || hex(configurationBytes(known)) !== hex(info)) return 'configuration differs'
  const entries = session.map(([who, text], at): Entry => {
    const way = who === 'A' ? 'in' : 'out'
    return { atUs: at * 1000, way, channel: way === 'in' ? 0x81 : 0x02, bytes: bytesOf(text) }
  })
  const { readings, dropped } = decodePhd({ startedAt: '2026-03-01T12:00:00.000Z', entries })
  const reports = session.filter(([who, text]) => who === 'A' && text.startsWith(choices.prst.toString(16)))
  if (readings.length < reports.length - 1) return `${readings.length} readings of ${reports.length - 1} reports`
  return dropped['protocol'] || dropped['truncated'] ? 'dropped something' : undefined
}
