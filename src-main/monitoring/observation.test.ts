import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partOf } from '../../src-shared/clinical/measures.ts'
import { Device, Observation } from '../../src-shared/fhir/index.ts'
import type { Figure, MeasureKind, Part } from '../devices/index.ts'
import { vectorFiles, vectorFolder } from '../devices/rig/vectors.ts'
import { deviceOf } from './device.ts'
import { observationOf } from './observation.ts'
import type { ReadingRow } from './rows.ts'

const mdcSystem = 'urn:iso:std:iso:11073:10101'
const kinds = ['spo2', 'pulse', 'blood-pressure', 'temperature', 'weight', 'glucose'] as const

const row = (kind: MeasureKind, parts: readonly Part[], more: Partial<ReadingRow> = {}): ReadingRow => ({
  readingId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002',
  patientId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0003',
  identity: 'aa',
  kind,
  parts: JSON.stringify(parts),
  deviceTime: null,
  deviceUser: null,
  flags: '[]',
  notes: '[]',
  effectiveAt: '2026-03-01T12:00:00+01:00',
  sortAt: '2026-03-01T11:00:00.000Z',
  method: 'zone',
  device: 'Toy',
  deviceId: '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0004',
  captureId: null,
  state: 'accepted',
  takenAt: '2026-03-01T11:00:00.000Z',
  takenBy: 'Nurse',
  takenById: 'u',
  ...more,
})
const textOf = (kind: MeasureKind, part: Part): string => JSON.stringify(observationOf(row(kind, [part])))

/** What of an example of the guide can be compared: codes, numbers with units, reasons. */
interface Told {
  readonly code?: { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }
  readonly valueQuantity?: { readonly value?: number; readonly code?: string; readonly system?: string }
  readonly dataAbsentReason?: { readonly coding?: readonly { readonly code?: string }[] }
}
type Example = Told & { readonly resourceType: string; readonly component?: readonly Told[] }

const mdcOf = ({ code }: Told): number => Number(code?.coding?.find(({ system }) => system === mdcSystem)?.code)
const figureOf = ({ valueQuantity, dataAbsentReason }: Told): Figure =>
  valueQuantity?.value === undefined
    ? { absent: dataAbsentReason?.coding?.[0]?.code as 'not-a-number' }
    : { value: String(valueQuantity.value) }
const essence = (one: Told) => ({
  codes: one.code?.coding?.map(({ system, code }) => `${system} ${code}`),
  value: one.valueQuantity && [one.valueQuantity.value, one.valueQuantity.system, one.valueQuantity.code],
  absent: one.dataAbsentReason?.coding?.map(({ code }) => code),
})

/** Whatever carries a number, or says why there is none. */
const numbersOf = (example: Example): readonly Told[] =>
  [example, ...(example.component ?? [])].filter(one => one.valueQuantity ?? one.dataAbsentReason)

/** Examples whose numbers are all of one of our measures. */
const examples = vectorFiles('hl7-phd', /observation.*\.json$|numeric.*\.json$/).flatMap(path => {
  const example = JSON.parse(readFileSync(path, 'utf8')) as Example
  const numbers = numbersOf(example)
  const kind = kinds.find(name => numbers.length > 0 && numbers.every(one => partOf(name, mdcOf(one)) !== undefined))
  const parts = numbers.map(one => ({ mdc: mdcOf(one), figure: figureOf(one), unit: one.valueQuantity?.code ?? '%' }))
  return kind ? [{ name: path.split('/').at(-1) ?? '', example, kind, parts }] : []
})

const specialitiesOf = ({ specialization = [] }: Device) =>
  specialization.map(({ systemType }) => systemType.coding?.[0]?.code)
const present = (parts: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).flatMap(([key, value]) => (value ? [[key, value]] : [])))

describe.skipIf(vectorFolder() === undefined)('examples of the PHD guide (not run: vectors absent)', () => {
  test('there are some of ours', () => expect(examples.length).toBeGreaterThanOrEqual(3))

  test.each(examples)('$name: the same codes, numbers and units', ({ example, kind, parts }) => {
    const told = JSON.parse(JSON.stringify(observationOf(row(kind, parts)))) as Example
    expect(Observation.safeParse(told).error?.issues).toBeUndefined()
    const ours = numbersOf(told).map(essence)
    const theirs = numbersOf(example).map(essence)
    expect(ours).toHaveLength(theirs.length)
    // The code of the whole, where ours has parts too.
    if (told.component) expect(essence(told).codes).toEqual(essence(example).codes)
    for (const [at, { codes = [], ...rest }] of theirs.entries()) {
      expect(ours[at]).toMatchObject(JSON.parse(JSON.stringify(rest)))
      // The guide gives LOINC where it maps one; where it gives another for the specimen, the MDC code decides.
      expect(ours[at]?.codes).toEqual(expect.arrayContaining(codes.filter(code => code.startsWith(mdcSystem))))
    }
  })

  const devices = vectorFiles('hl7-phd', /^phd-.*\.json$/)
  test.each(devices)('%s: the same device', path => {
    const example = JSON.parse(readFileSync(path, 'utf8')) as Device
    const firmware = example.version?.find(({ type }) => type?.coding?.[0]?.code === '531976')?.value
    const { manufacturer, modelNumber, serialNumber, identifier } = example
    const { system, value: eui = '' } = identifier?.[0] ?? {}
    const systemId = eui.replaceAll('-', '')
    const said = present({ maker: manufacturer, model: modelNumber, serial: serialNumber, firmware, systemId })
    const ours = deviceOf('5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0004', said, { kinds: [...kinds], name: 'Toy' })
    expect(Device.safeParse(ours).error?.issues).toBeUndefined()
    const type = { coding: [{ system: mdcSystem, code: '65573' }] }
    expect(ours).toMatchObject({ ...present({ manufacturer, modelNumber, serialNumber }), type })
    expect(ours.identifier?.[0]).toMatchObject({ system, value: eui })
    expect(specialitiesOf(ours)).toEqual(expect.arrayContaining(specialitiesOf(example)))
    expect(ours.version?.map(({ value }) => value)).toEqual(firmware ? [firmware] : undefined)
  })

  test('every FLOAT and SFLOAT of the guide keeps its digits in the JSON', () => {
    const [path = ''] = vectorFiles('hl7-phd', /^FLOATS\.md$/)
    const texts = [...readFileSync(path, 'utf8').matchAll(/^\|0x[0-9A-F]{4,8}\|.*\|(-?[\d.]+)\|$/gm)].map(
      ([, text]) => text,
    )
    expect(texts.length).toBeGreaterThanOrEqual(16)
    for (const text of texts)
      expect(textOf('weight', { mdc: 188736, figure: { value: text ?? '' }, unit: 'kg' })).toContain(`"value":${text},`)
  })
})

test('any decimal a device gives keeps its digits; a special value is a reason and no number', () => {
  const decimal = fc.tuple(fc.nat(99_999), fc.stringMatching(/^\d{1,4}$/)).map(([whole, rest]) => `${whole}.${rest}`)
  fc.assert(
    fc.property(decimal, value => {
      expect(textOf('temperature', { mdc: 150364, figure: { value }, unit: 'Cel' })).toContain(`"value":${value},`)
    }),
  )
  expect(textOf('weight', { mdc: 188736, figure: { value: '072.0' }, unit: 'kg' })).toContain('"value":72.0,')
  for (const absent of ['not-a-number', 'positive-infinity', 'negative-infinity', 'error'] as const) {
    const text = textOf('spo2', { mdc: 150456, figure: { absent }, unit: '%' })
    expect(text).toContain(`"code":"${absent}"`)
    expect(text).not.toContain('valueQuantity')
  }
})

test('what cannot be true of the living is said and kept; the clock and the flags are told', () => {
  const part = { mdc: 150364, figure: { value: '81.0' }, unit: 'Cel' } as const
  const more = { notes: '["wrong-device-time"]', flags: '["questionable"]' }
  const { note, valueQuantity } = observationOf(row('temperature', [part], more))
  expect(JSON.stringify(valueQuantity)).toContain('81.0')
  expect(note?.map(({ text }) => text)).toEqual([
    'The device says: questionable.',
    'The clock of the device was wrong; the time was corrected.',
    'Outside what can be true of a living person; kept as it came.',
  ])
})
