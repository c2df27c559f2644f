import { expect, it } from 'vitest'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { scannedOf } from './scanned.ts'

const row = (mrn?: string) => ({ ...(mrn !== undefined && { mrn }) }) as PatientRow

it('opens the one patient whose number was scanned', () => {
  const [one, other] = [row('MRN-0012'), row('MRN-0013')]
  expect(scannedOf([one, other], 'mrn 0012')).toBe(one)
  expect(scannedOf([one, other], 'MRN-001')).toBeUndefined()
})

it('never chooses between two, and never somebody without a number', () => {
  expect(scannedOf([row('12'), row('1-2')], '12')).toBeUndefined()
  expect(scannedOf([row(), row('')], '')).toBeUndefined()
  expect(scannedOf([row('')], '--')).toBeUndefined()
})
