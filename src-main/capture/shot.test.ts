import { expect, test } from 'vitest'
import { shotRowOf } from './shot.ts'
import type { Upload } from './upload.ts'

const upload: Upload = {
  uploadId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002',
  bytes: new Uint8Array(),
  mediaType: 'application/dicom',
  widthPx: 60,
  heightPx: 40,
  sizeBytes: 1,
  sha256: '',
  sha1: '',
  shown: true,
  truncated: false,
}
const keep = {
  uploadId: upload.uploadId,
  caseId: 'c' as never,
  siteCode: '36141000',
  view: 'close-up',
  takenAt: '2026-11-24T10:00:00+01:00',
  device: { label: 'Import', source: 'file', settings: { lens: 'x' } },
} as const
const deviceOf = (spacingMm?: number): unknown => {
  const taking = { upload: { ...upload, ...(spacingMm && { spacingMm }) }, patientId: 'p', takenBy: 'Dr. Rig' }
  return JSON.parse(shotRowOf(keep, taking).device)
}

test('the scale that a file states is kept with its device; without one nothing is added', () => {
  expect(deviceOf(0.0125)).toEqual({ ...keep.device, settings: { lens: 'x', pixelSpacingMm: 0.0125 } })
  expect(deviceOf()).toEqual(keep.device)
})
