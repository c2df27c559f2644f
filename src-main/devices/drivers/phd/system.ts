import type { DeviceIdentity } from '../../driver.ts'
import { type Attribute, ids, numberOf, valueOf } from './attributes.ts'
import { hexOf, Reader } from './bytes.ts'
import { timeOf } from './time.ts'

export interface Specification {
  readonly type: number
  readonly component: number
  readonly text: string
}

/** What a device says about itself: the attributes of its medical device system object. */
export interface SystemFacts {
  readonly systemId?: string
  readonly configId?: number
  readonly maker?: string
  readonly model?: string
  readonly specialisations: readonly { readonly type: number; readonly version: number }[]
  readonly specifications: readonly Specification[]
  /** What its clock shows. */
  readonly time?: string
}

/** Printable text of a device: zeros and spaces fill it up. */
const textOf = (bytes: Uint8Array): string =>
  String.fromCharCode(...bytes.subarray(0, 120))
    .replaceAll(/[^\u0020-\u007E\u00A0-\u00FF]/gu, '')
    .trim()

const reading = <T>(value: Uint8Array | undefined, read: (reader: Reader) => T): T | undefined =>
  value && read(new Reader(value))

const filled = <K extends string>(key: K, text: string | undefined): Partial<Record<K, string>> =>
  text ? ({ [key]: text } as Partial<Record<K, string>>) : {}

/** Reads the attributes of the medical device system. */
export function systemOf(attributes: readonly Attribute[]): SystemFacts {
  const model = reading(valueOf(attributes, ids.modelOfSystem), reader => [
    textOf(reader.octets()),
    textOf(reader.octets()),
  ])
  const configId = numberOf(attributes, ids.configId)
  const clock = valueOf(attributes, ids.dateAndTime)
  return {
    ...filled(
      'systemId',
      reading(valueOf(attributes, ids.systemId), reader => hexOf(reader.octets())),
    ),
    ...(configId === undefined ? {} : { configId }),
    ...filled('maker', model?.[0]),
    ...filled('model', model?.[1]),
    specialisations:
      reading(valueOf(attributes, ids.systemTypes), reader =>
        reader.exact(one => ({ type: one.u16(), version: one.u16() })),
      ) ?? [],
    specifications:
      reading(valueOf(attributes, ids.productionSpec), reader =>
        reader.exact(one => ({ type: one.u16(), component: one.u16(), text: textOf(one.octets()) })),
      ) ?? [],
    ...filled('time', clock && timeOf(clock)),
  }
}

const serialNumber = 1
const firmwareRevision = 5
const softwareRevision = 4

/** The identity of the device in the words of the hub. */
export function identityOf(facts: SystemFacts): DeviceIdentity {
  const spec = (type: number): string | undefined => facts.specifications.find(one => one.type === type)?.text
  return {
    ...filled('maker', facts.maker),
    ...filled('model', facts.model),
    ...filled('serial', spec(serialNumber)),
    ...filled('firmware', spec(firmwareRevision) ?? spec(softwareRevision)),
    ...filled('systemId', facts.systemId),
  }
}
