/** Octets as an agent of IEEE 11073-20601 writes them, by the document's tables and not by our codec. */
export type Octets = readonly number[]

export const word = (value: number): Octets => [Math.floor(value / 256) % 256, value % 256]
export const long = (value: number): Octets => [...word(Math.floor(value / 65_536)), ...word(value % 65_536)]
export const sized = (bytes: Octets): Octets => [...word(bytes.length), ...bytes]
/** How many, how long, then each. */
export const listed = (items: readonly Octets[]): Octets => [...word(items.length), ...sized(items.flat())]

const apdu = (choice: number, body: Octets): Uint8Array => Uint8Array.from([...word(choice), ...sized(body)])

/** A data APDU. */
export const data = (invokeId: number, operation: number, body: Octets): Uint8Array =>
  apdu(0xe700, sized([...word(invokeId), ...word(operation), ...sized(body)]))

/** The body of an event report of one of the agent's objects. */
export const event = (handle: number, type: number, info: Octets): Octets => [
  ...word(handle),
  ...long(0xffff_ffff),
  ...word(type),
  ...sized(info),
]

/** An association request of version 1, MDER, with the configuration's number. */
export function request(systemId: Octets, configId: number): Uint8Array {
  const party = [
    ...long(0x8000_0000),
    ...word(0x8000),
    ...long(0x8000_0000),
    ...long(0),
    ...long(0x0080_0000),
    ...sized(systemId),
    ...word(configId),
    ...word(1),
    ...word(0x0100),
    ...long(0),
  ]
  return apdu(0xe200, [...long(0x8000_0000), ...listed([[...word(0x5079), ...sized(party)]])])
}

export const releaseRequest = (reason: number): Uint8Array => apdu(0xe400, word(reason))
export const releaseAnswer = (): Uint8Array => apdu(0xe500, word(0))
export const abort = (reason: number): Uint8Array => apdu(0xe600, word(reason))

export const attribute = (id: number, value: Octets): Octets => [...word(id), ...sized(value)]
const text = (words: string): Octets => sized([...Buffer.from(words)])

/** One object of a configuration. */
export const object = (objectClass: number, handle: number, attributes: readonly Octets[]): Octets => [
  ...word(objectClass),
  ...word(handle),
  ...listed(attributes),
]

/** A numeric object: what it measures, in which unit, and how its values are laid out in a fixed report. */
export const numeric = (
  handle: number,
  [term, unit]: readonly [number, number],
  layout: readonly (readonly [number, number])[],
): Octets =>
  object(6, handle, [
    attribute(0x092f, [...word(2), ...word(term)]),
    attribute(0x0a46, word(0xf040)),
    attribute(0x0996, word(unit)),
    attribute(0x0a55, listed(layout.map(entry => entry.flatMap(word)))),
  ])

export const configuration = (id: number, objects: readonly Octets[]): Octets => [...word(id), ...listed(objects)]

/** A fixed scan report: of each object its handle and its values as the map has them. */
export const report = (at: number, values: readonly (readonly [handle: number, bytes: Octets])[]): Octets => [
  ...word(0xf000),
  ...word(at),
  ...listed(values.map(([handle, bytes]) => [...word(handle), ...sized(bytes)])),
]

/** The attributes of the medical device system. */
export const system = (systemId: Octets, configId: number, clock: string): Octets => [
  ...word(0),
  ...listed([
    attribute(0x0928, [...text('Cutis'), ...text('Agent')]),
    attribute(0x0984, sized(systemId)),
    attribute(0x0a44, word(configId)),
    attribute(
      0x092d,
      listed([
        [...word(1), ...word(0), ...text('AG-0042')],
        [...word(5), ...word(0), ...text('1.4')],
      ]),
    ),
    attribute(0x0987, bcd(clock)),
  ]),
]

/** AbsoluteTime: century to hundredths, two digits a byte. */
export const bcd = (time: string): Octets => [
  ...Array.from(time.replaceAll(/\D/g, '').matchAll(/\d\d/g), ([digits]) => Number.parseInt(digits, 16)),
  0,
]

/** A decimal text as mantissa and exponent. */
function parts(value: string): readonly [mantissa: number, exponent: number] {
  const [, behind = ''] = value.split('.')
  return [Number(value.replace('.', '')), -behind.length]
}

/** FLOAT-Type of a decimal text. */
export function float(value: string): Octets {
  const [mantissa, exponent] = parts(value)
  return [(exponent + 256) % 256, ...long(mantissa).slice(1)]
}

/** SFLOAT-Type of a decimal text, or of a value above what can be measured. */
export function sfloat(value: string): Octets {
  if (value === 'positive-infinity') return word(0x07fe)
  const [mantissa, exponent] = parts(value)
  return word(((exponent + 16) % 16) * 4096 + mantissa)
}
