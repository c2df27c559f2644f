import { type CodeableConcept, type Device, withLid } from '../../src-shared/fhir/index.ts'
import type { DeviceIdentity } from '../devices/index.ts'

const mdcSystem = 'urn:iso:std:iso:11073:10101'
const mdc = (code: number, text: string): CodeableConcept => ({
  coding: [{ system: mdcSystem, code: String(code) }],
  text,
})

/** Specialisations of IEEE 11073-104xx by what is measured (facts of the PHD guide, MDC_DEV_SPEC_PROFILE_*). */
const specializations: Readonly<Record<string, CodeableConcept>> = {
  spo2: mdc(528388, 'Pulse oximeter'),
  'blood-pressure': mdc(528391, 'Blood pressure monitor'),
  temperature: mdc(528392, 'Thermometer'),
  weight: mdc(528399, 'Weighing scale'),
  glucose: mdc(528401, 'Glucose monitor'),
}

/** An EUI-64 as the guide writes it: 00-60-19-00-01-0E-92-34. */
const euiOf = (systemId: string): string =>
  systemId
    .replaceAll(/[^0-9a-f]/gi, '')
    .toUpperCase()
    .replaceAll(/(..)(?=.)/g, '$1-')

const systemIdentifier = (systemId: string) => ({
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/ContinuaDeviceIdentifiers', code: 'SYSID' }] },
  system: 'urn:oid:1.2.840.10004.1.1.1.0.0.1.0.0.1.2680',
  value: euiOf(systemId),
})

/** What a device says of itself as an R4 Device, after the Personal Health Device guide. */
export function deviceOf(
  deviceId: string,
  { maker, model, serial, firmware, systemId }: DeviceIdentity,
  { kinds, name }: { readonly kinds: readonly string[]; readonly name: string },
): Device {
  const known = kinds.map(kind => specializations[kind]).filter(known => known !== undefined)
  const device: Device = {
    resourceType: 'Device',
    id: deviceId,
    ...(systemId && {
      meta: { profile: ['http://hl7.org/fhir/uv/phd/StructureDefinition/PhdDevice'] },
      identifier: [systemIdentifier(systemId)],
    }),
    ...(maker && { manufacturer: maker }),
    ...(serial && { serialNumber: serial }),
    ...(model && { modelNumber: model }),
    deviceName: [{ name, type: 'user-friendly-name' }],
    type: mdc(65573, 'Personal health device'),
    ...(known.length > 0 && { specialization: known.map(systemType => ({ systemType })) }),
    ...(firmware && { version: [{ type: mdc(531976, 'Firmware revision'), value: firmware }] }),
  }
  return withLid(device, deviceId)
}
