import {
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library'
import { assert, date, integer, property, record, string, uuid } from 'fast-check'
import QRCode from 'qrcode'
import { describe, expect, test } from 'vitest'
import { Prescription } from '../../src-shared/documents/index.ts'
import { samples } from './rig/samples.ts'
import { contentHashOf, payloadOf, verifyOf } from './verify.ts'

const prescription = Prescription.parse(samples.prescription)
const payloadFor = (one: Prescription): string => payloadOf(one, contentHashOf('prescription', one)) ?? ''

/** Reads the modules of a code by another library than the one that made them. */
function readModules(payload: string): string {
  const { modules } = QRCode.create(payload, { errorCorrectionLevel: 'M' })
  const [unit, quiet] = [3, 4]
  const side = (modules.size + 2 * quiet) * unit
  const light = (pixel: number): boolean => {
    const [x, y] = [Math.floor((pixel % side) / unit) - quiet, Math.floor(Math.floor(pixel / side) / unit) - quiet]
    return Math.min(x, y) < 0 || Math.max(x, y) >= modules.size || modules.get(y, x) === 0
  }
  const grey = Uint8ClampedArray.from({ length: side * side }, (_, pixel) => (light(pixel) ? 255 : 0))
  const bitmap = new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(grey, side, side)))
  return new QRCodeReader().decode(bitmap, new Map([[DecodeHintType.PURE_BARCODE, true]])).getText()
}

const line = string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 200 }).filter(text => text.trim() !== '')
const changes = record({
  id: uuid(),
  edition: integer({ min: 1, max: 9999 }),
  refills: integer({ min: 0, max: 11 }),
  drug: record({ name: line, strength: line, form: line }),
  at: date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
})

test('whatever the prescription, its code is read back and fits its record', () => {
  assert(
    property(changes, ({ drug, at, ...rest }) => {
      const one = Prescription.parse({
        ...samples.prescription,
        ...rest,
        drug: { ...prescription.drug, ...drug },
        signature: { ...samples.prescription.signature, at: at.toISOString() },
      })
      const read = readModules(payloadFor(one))
      expect(read).toBe(payloadFor(one))
      expect(verifyOf(read, one)).toEqual({ same: true })
    }),
    { numRuns: 25 },
  )
})

describe('a paper that differs from the record', () => {
  const payload = payloadFor(prescription)
  const signature = prescription.signature ?? { by: { name: '' }, at: '', hash: '' }
  test.each([
    ['quantity', { quantity: { value: '240', unit: 'tablets' } }, ['quantity', 'content']],
    ['directions', { directions: 'Take 6 tablets every day.' }, ['content']],
    ['refills', { refills: 3 }, ['refills', 'content']],
    ['edition', { edition: 2 }, ['edition', 'content']],
    ['patient', { patient: { ...prescription.patient, name: 'Somebody Else' } }, ['content']],
    ['signature', { signature: { ...signature, hash: '00'.repeat(32) } }, ['signature']],
    ['time', { signature: { ...signature, at: '2026-03-10T14:06:30+01:00' } }, ['signature time']],
  ])('in its %s is told apart', (_what, change, differs) => {
    const kept = { ...prescription, ...change } as Prescription
    const verdict = verifyOf(payload, kept)
    expect(verdict.same ? [] : verdict.differs.toSorted()).toEqual(differs.toSorted())
  })
  test('but not by the sheet it is on, nor by being amended', () => {
    expect(verifyOf(payload, { ...prescription, paper: 'Letter', status: 'amended' })).toEqual({ same: true })
  })
  test('a withdrawn record fits no paper, and an unsigned one has no code', () => {
    const withdrawn = { ...prescription, status: 'entered-in-error' as const }
    expect(verifyOf(payload, withdrawn)).toEqual({ same: false, differs: ['not signed or withdrawn'] })
    const { signature: _signature, ...draft } = prescription
    expect(payloadOf({ ...draft, status: 'draft' }, contentHashOf('prescription', prescription))).toBeUndefined()
  })
  test.each([
    '',
    'CUTIS-RX:',
    'CUTIS-RX:{}',
    'CUTIS-RX:null',
    'https://example.org',
    `CUTIS-RX:${'['.repeat(3000)}`,
    payload.slice(9),
  ])('what is no payload is unreadable: %#', text =>
    expect(verifyOf(text, prescription)).toEqual({ same: false, differs: ['unreadable'] }),
  )
  test('any text at all is answered', () => {
    assert(property(string(), text => verifyOf(`CUTIS-RX:${text}`, prescription).same === false))
  })
})
