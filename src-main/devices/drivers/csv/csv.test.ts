import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvResult, readingsOfCsv } from './index.ts'
import { csvRows } from './table.ts'

const header = 'measure,value,unit,measured_at,device'
const lines = ({ readings }: CsvResult): readonly string[] =>
  readings.map(({ reading: { kind, parts, deviceTime }, line, offset, device }) => {
    const values = parts.map(({ figure, unit }) => ('value' in figure ? `${figure.value} ${unit}` : ''))
    return [line, kind, ...values, deviceTime, offset, device].filter(one => one !== undefined).join(' ')
  })

test('reads a file as a clinic writes it, digits kept', () => {
  const text = [
    `\uFEFF${header}`,
    'blood-pressure,128/82,mmHg,2026-03-01T08:15:00+01:00,"Cuff ""home"", left"',
    'temperature,36.50,°C,2026-03-01 08:16,',
    '',
    'glucose,5.10,mmol/L,2026-03-01T08:17:30Z,"two\nlines"',
    'weight,072.0,kg,2026-03-01T08:18,',
  ].join('\r\n')
  const result = readingsOfCsv(text)
  expect(result.wrong).toEqual([])
  expect(lines(result)).toEqual([
    '2 blood-pressure 128 mm[Hg] 82 mm[Hg] 2026-03-01T08:15:00 +01:00 Cuff "home", left',
    '3 temperature 36.50 Cel 2026-03-01T08:16:00',
    '5 glucose 5.10 mmol/L 2026-03-01T08:17:30 Z two\nlines',
    '7 weight 072.0 kg 2026-03-01T08:18:00',
  ])
})

test('reads semicolons with decimal commas, and columns in any order', () => {
  const result = readingsOfCsv('measured_at;unit;value;measure\n2026-03-01T08:15;Cel;36,5;temperature\n')
  expect(lines(result)).toEqual(['2 temperature 36.5 Cel 2026-03-01T08:15:00'])
})

test('names every row that is wrong by its line and why, and takes the others', () => {
  const rows = [
    ['mood,3,1,2026-03-01T08:15,', 'measure is not known'],
    ['weight,72,mmHg,2026-03-01T08:15,', 'unit does not fit the measure'],
    ['weight,72 kg,kg,2026-03-01T08:15,', 'value is not a decimal number such as 36.5'],
    ['weight,1e3,kg,2026-03-01T08:15,', 'value is not a decimal number such as 36.5'],
    ['blood-pressure,128,mmHg,2026-03-01T08:15,', 'blood-pressure is not a pair such as 128/82'],
    ['weight,72,kg,2026-02-30T08:15,', 'measured_at is not a time such as 2026-03-01T08:15:00+01:00'],
    ['weight,72,kg,yesterday,', 'measured_at is not a time such as 2026-03-01T08:15:00+01:00'],
    ['weight,72,kg,2026-03-01T08:15,a,b', 'the row has more values than the header has names'],
    ['weight,7"2,kg,2026-03-01T08:15,', 'a quote stands inside a value without quotes'],
    ['weight,"72"0,kg,2026-03-01T08:15,', 'text follows a closing quote'],
    ['__proto__,1,1,2026-03-01T08:15,', 'measure is not known'],
    ['weight,72,constructor,2026-03-01T08:15,', 'unit does not fit the measure'],
  ] as const
  const good = 'weight,72,kg,2026-03-01T08:15,'
  const { wrong, readings } = readingsOfCsv([header, ...rows.map(([row]) => row), good].join('\n'))
  expect(wrong).toEqual(rows.map(([, why], at) => ({ line: at + 2, why })))
  expect(readings).toHaveLength(1)
  expect(readingsOfCsv('').wrong).toEqual([{ line: 1, why: 'the file is empty' }])
  expect(readingsOfCsv('a,b\n1,2').wrong).toEqual([
    { line: 1, why: 'the header lacks measure, value, unit, measured_at' },
  ])
  expect(readingsOfCsv(`${header}\nweight,"72`).wrong[0]?.why).toBe('a quote is opened and never closed')
})

test('whatever cells hold comes back as it was, in either form and with any line end', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', ' ', '\r\n', '\n', 'ä') })
  const rows = fc.array(
    fc.array(
      cell.map(text => `x${text}`),
      { minLength: 1, maxLength: 4 },
    ),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';'), fc.constantFrom('\n', '\r\n', '\r'), (body, separator, end) => {
      const quoted = body.map(row => row.map(text => `"${text.replaceAll('"', '""')}"`).join(separator))
      const text = [`a${separator}b`, ...quoted].join(end)
      expect(csvRows(text).map(row => ('cells' in row ? row.cells : row.why))).toEqual([['a', 'b'], ...body])
    }),
  )
})

test('no text at all throws, and every value taken stands in the text', () => {
  const noise = fc.string({
    unit: fc.constantFrom('weight', ',', ';', '"', '\n', '72', '.', 'kg', '2026-03-01T08:15', '/', '\r'),
  })
  fc.assert(
    fc.property(noise, text => {
      for (const { reading } of readingsOfCsv(`${header}\n${text}`).readings)
        for (const { figure } of reading.parts) expect('value' in figure && text.includes(figure.value)).toBe(true)
      readingsOfCsv(text)
    }),
  )
})

test('every mutation of one character takes a row whole or names it', () => {
  const rows = Array.from({ length: 5 }, (_, at) => `weight,7${at}.5,kg,2026-03-01T08:1${at},scale`)
  const text = [header, ...rows].join('\n')
  fc.assert(
    fc.property(
      fc.integer({ min: header.length + 1, max: text.length - 1 }),
      fc.string({ maxLength: 1 }),
      (at, put) => {
        const { readings, wrong } = readingsOfCsv(text.slice(0, at) + put + text.slice(at + 1))
        expect(readings.length + wrong.length).toBeGreaterThan(0)
        expect(readings.length).toBeLessThanOrEqual(5)
      },
    ),
  )
})
