import { octets, Reader, u16, u32, wrongBytes } from './bytes.ts'

/** The block by which a system says what it is when it associates. */
export interface Party {
  readonly protocolVersion: number
  readonly encodingRules: number
  readonly nomenclature: number
  readonly functionalUnits: number
  readonly systemType: number
  readonly systemId: Uint8Array
  readonly configId: number
  /** How data may be asked for, and by how many at once; then the list of options, as it came. */
  readonly rest: Uint8Array
}

export interface Protocol {
  readonly id: number
  /** Absent for protocols that are not 20601. */
  readonly party?: Party
  readonly raw: Uint8Array
}

/** A call or an answer within an association. */
export interface Service {
  readonly invokeId: number
  readonly operation: number
  readonly body: Uint8Array
  /** Present where the length before the body is less than what the presentation holds, as with some agents in the field. */
  readonly declared?: number
}

export type Apdu =
  | { readonly kind: 'aarq'; readonly version: number; readonly protocols: readonly Protocol[] }
  | { readonly kind: 'aare'; readonly result: number; readonly protocol: Protocol }
  | { readonly kind: 'rlrq' | 'rlre' | 'abrt'; readonly reason: number }
  | { readonly kind: 'prst'; readonly service: Service }

export const choices = { aarq: 0xe200, aare: 0xe300, rlrq: 0xe400, rlre: 0xe500, abrt: 0xe600, prst: 0xe700 } as const
export const operations = {
  event: 0x0100,
  confirmedEvent: 0x0101,
  get: 0x0103,
  confirmedAction: 0x0107,
  eventResponse: 0x0201,
  getResponse: 0x0203,
  actionResponse: 0x0207,
  error: 0x0300,
  reject: 0x0400,
} as const
export const dataProtocol = 0x5079
/** 20601 lets no APDU be longer than 63 KiB. */
export const longestApdu = 63 * 1024

function partyOf(raw: Uint8Array): Party {
  const reader = new Reader(raw)
  return {
    protocolVersion: reader.u32(),
    encodingRules: reader.u16(),
    nomenclature: reader.u32(),
    functionalUnits: reader.u32(),
    systemType: reader.u32(),
    systemId: reader.octets(),
    configId: reader.u16(),
    rest: reader.take(reader.left),
  }
}

function protocolOf(reader: Reader): Protocol {
  const id = reader.u16()
  const raw = reader.octets()
  return id === dataProtocol ? { id, raw, party: partyOf(raw) } : { id, raw }
}

/** The presentation bounds the body. A length of its own may be too short, never too long. */
export function serviceOf(bytes: Uint8Array): Service {
  const reader = new Reader(bytes)
  const invokeId = reader.u16()
  const operation = reader.u16()
  const declared = reader.u16()
  if (declared > reader.left) throw wrongBytes('service length')
  const body = reader.take(reader.left)
  return { invokeId, operation, body, ...(declared === body.length ? {} : { declared }) }
}

/** Decodes one whole APDU. Throws devices.protocol where a length does not fit what holds it. */
export function decodeApdu(bytes: Uint8Array): Apdu {
  const outer = new Reader(bytes)
  const choice = outer.u16()
  const reader = outer.inner()
  if (outer.left > 0) throw wrongBytes('apdu length')
  switch (choice) {
    case choices.aarq:
      return { kind: 'aarq', version: reader.u32(), protocols: reader.exact(protocolOf) }
    case choices.aare:
      return { kind: 'aare', result: reader.u16(), protocol: protocolOf(reader) }
    case choices.rlrq:
      return { kind: 'rlrq', reason: reader.u16() }
    case choices.rlre:
      return { kind: 'rlre', reason: reader.u16() }
    case choices.abrt:
      return { kind: 'abrt', reason: reader.u16() }
    case choices.prst:
      // Octets behind the inner length are seen in the field; they mean nothing.
      return { kind: 'prst', service: serviceOf(reader.octets()) }
    default:
      throw wrongBytes('apdu choice')
  }
}

/** The block of a system, as octets. */
export const partyBytes = (party: Party): readonly number[] => [
  ...u32(party.protocolVersion),
  ...u16(party.encodingRules),
  ...u32(party.nomenclature),
  ...u32(party.functionalUnits),
  ...u32(party.systemType),
  ...octets(party.systemId),
  ...u16(party.configId),
  ...party.rest,
]

const protocolBytes = ({ id, party, raw }: Protocol): readonly number[] => [
  ...u16(id),
  ...octets(party ? partyBytes(party) : raw),
]

/** The octets of a data APDU, without the presentation around it. */
export const serviceBytes = ({ invokeId, operation, body, declared }: Service): readonly number[] => [
  ...u16(invokeId),
  ...u16(operation),
  ...u16(declared ?? body.length),
  ...body,
]

function bodyOf(apdu: Apdu): readonly number[] {
  if (apdu.kind === 'prst') return octets(serviceBytes(apdu.service))
  if (apdu.kind === 'aare') return [...u16(apdu.result), ...protocolBytes(apdu.protocol)]
  if (apdu.kind !== 'aarq') return u16(apdu.reason)
  const list = apdu.protocols.flatMap(protocolBytes)
  return [...u32(apdu.version), ...u16(apdu.protocols.length), ...octets(list)]
}

/** Encodes one APDU. */
export const encodeApdu = (apdu: Apdu): Uint8Array =>
  Uint8Array.from([...u16(choices[apdu.kind]), ...octets(bodyOf(apdu))])
