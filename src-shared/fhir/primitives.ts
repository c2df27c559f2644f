import { z } from 'zod'

/** FHIR R4 id: 1 to 64 of A-Z a-z 0-9 - and dot (hl7.org/fhir/R4/datatypes.html#id). */
export const FhirId = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/)

/** FHIR R4 date: a year, a month or a day, never a time. */
export const FhirDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)

/** FHIR R4 dateTime: a date, or a date and time with seconds and a time zone. */
export const FhirDateTime = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/,
  )

/** FHIR R4 instant: always to the second, always with a time zone. */
export const FhirInstant = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$/,
  )

/** FHIR R4 string: never empty. */
export const FhirString = z.string().min(1)

/** FHIR R4 code: no white space at the ends, single blanks inside. */
export const FhirCode = z.string().regex(/^[^\s]+( [^\s]+)*$/)
