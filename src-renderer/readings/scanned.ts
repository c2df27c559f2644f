import type { PatientRow } from '../../src-shared/contract/records.ts'

/** Letters and figures alone: scanners and printers differ in spaces, dashes and case. */
const plain = (code: string): string => code.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** The one patient whose record number is this code; undefined where it is nobody's, or of two. */
export function scannedOf(rows: readonly PatientRow[], code: string): PatientRow | undefined {
  const wanted = plain(code)
  const fitting = wanted === '' ? [] : rows.filter(({ mrn }) => mrn !== undefined && plain(mrn) === wanted)
  return fitting.length === 1 ? fitting[0] : undefined
}
