// FHIR R4 as this program uses it. Owns: shapes (zod, loose: unknown elements are kept), the local id (lid), lists of
// type names. Needs: zod. Never: a server's opinion; the embedded clinic validates by the full StructureDefinitions.
export * from './bundle.ts'
export * from './datatypes.ts'
export { decimalOf, isDecimal, parseKeepingDigits } from './decimal.ts'
export * from './device.ts'
export * from './documents.ts'
export * from './findings.ts'
export { LID_SYSTEM, lidOf, withLid } from './lid.ts'
export * from './people.ts'
export * from './primitives.ts'
export * from './records.ts'
export * from './types.ts'
export * from './work.ts'
