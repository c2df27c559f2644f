import { z } from 'zod'

const id = <B extends string>(brand: B) => z.uuid().brand(brand)

export const UserId = id('user')
export const SessionId = id('session')
export const PatientId = id('patient')
export const CaseId = id('case')
export const LesionId = id('lesion')
export const BlobId = id('blob')
export const RecordId = id('record')
export type UserId = z.output<typeof UserId>
export type SessionId = z.output<typeof SessionId>
export type PatientId = z.output<typeof PatientId>
export type CaseId = z.output<typeof CaseId>
export type LesionId = z.output<typeof LesionId>
export type BlobId = z.output<typeof BlobId>
export type RecordId = z.output<typeof RecordId>
