import { z } from 'zod'
import { PrescriptionDraft, ProgrammeFact } from './types.ts'

/** Who the prescription is for and from, as it stood when it was signed. */
export const PrescriptionContent = z.strictObject({
  draft: PrescriptionDraft,
  /** What was written down of a pregnancy programme, beside the draft. */
  programme: ProgrammeFact.optional(),
  patient: z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    bornOn: z.iso.date(),
    sex: z.string(),
    address: z.string().optional(),
    weightKg: z.string().optional(),
    weightOn: z.iso.date().optional(),
  }),
  prescriber: z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    npi: z.string().optional(),
    licence: z.string().optional(),
    state: z.string().optional(),
    phone: z.string().optional(),
  }),
  supervising: z.string().optional(),
})
export type PrescriptionContent = z.output<typeof PrescriptionContent>

/** First line of every signed text: a text of another version is another content. */
export const signingVersion = 'cutis-prescription/1'

const isThere = ([, value]: readonly [string, unknown]): boolean => value !== undefined

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(isThere)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, each]) => [key, canonical(each)])
}

/**
 * The text whose SHA-256 (over UTF-8) a signature binds: the same for the same content, whatever the order its fields
 * were written in, and another as soon as one of them differs. Objects are lists of name and value in code-unit order.
 */
export const prescriptionText = (content: PrescriptionContent): string =>
  `${signingVersion}\n${JSON.stringify(canonical(PrescriptionContent.parse(content)))}`
