import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeviceError } from '../../errors.ts'
import { astmChecks } from '../../rig/astm-vectors.ts'
import { vectorFolder } from '../../rig/vectors.ts'
import { framesOf, type LinkEvent, openAstmReceiver, openAstmSender, readFrame } from './index.ts'
import { partsOf, readRecord, textOf } from './records.ts'

const ENQ = 5
const ACK = 6
const NAK = 21
const EOT = 4
const records = ['H|\\^&|||Analyser', 'P|1', `R|1|^^^Glucose|${'5'.repeat(300)}|mmol/L`, 'L|1|N']
const textIn = (events: readonly LinkEvent[]): string =>
  events.map(event => (event.kind === 'text' ? event.text : '')).join('')
const message = (): Uint8Array => Uint8Array.from([ENQ, ...framesOf(records).flatMap(frame => [...frame]), EOT])
const texts = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map(code => String.fromCharCode(code)) })

describe.skipIf(vectorFolder() === undefined)('frames and records of python-astm (not run: vectors absent)', () => {
  test.for(astmChecks())('$name', ({ got, want }) => expect(got).toEqual(want))
})

describe('the receiver', () => {
  test('answers the same however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(9), { minLength: 1 }), (noise, cuts) => {
        const bytes = Uint8Array.from([...noise, ...message()])
        const whole = openAstmReceiver({ tolerant: true }).hear(bytes)
        const receiver = openAstmReceiver({ tolerant: true })
        const events: LinkEvent[] = []
        const reply: number[] = []
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = (cuts[turn % cuts.length] ?? 0) + 1
          const heard = receiver.hear(bytes.subarray(at, at + size))
          events.push(...heard.events)
          reply.push(...heard.reply)
          at += size
        }
        expect({ events, reply }).toEqual({ events: whole.events, reply: [...whole.reply] })
      }),
    )
  })
  test('takes a frame once, refuses one out of order, and says when a message stopped short', () => {
    const [first, second, third] = framesOf(['A', 'B', 'C'])
    const receiver = openAstmReceiver()
    expect([...receiver.hear(first!).reply]).toEqual([])
    expect([...receiver.hear(Uint8Array.of(ENQ)).reply]).toEqual([ACK])
    expect([...receiver.hear(first!).reply]).toEqual([ACK])
    expect(receiver.hear(first!)).toEqual({ reply: Uint8Array.of(ACK), events: [] })
    expect(receiver.hear(third!).events).toEqual([{ kind: 'refused', why: 'number' }])
    expect(textIn(receiver.hear(second!).events)).toBe('B\r')
    expect(receiver.silence()).toEqual([{ kind: 'ended', complete: false }])
  })
  test('no frame with one byte changed is taken', () => {
    const frame = framesOf(['R|1|^^^Glucose|133|mg/dL'])[0]!
    for (let at = 0; at < frame.length; at += 1)
      for (let flip = 1; flip < 256; flip += 1)
        expect(() => readFrame(frame.map((byte, place) => (place === at ? byte ^ flip : byte)))).toThrow(DeviceError)
  })
})

describe('the sender', () => {
  test.for([0, 0.1, 0.3])('brings every record to a receiver over a line that damages %d of the frames', damage => {
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.99, noNaN: true })),
        (rows, chance) => {
          const sender = openAstmSender(framesOf(rows))
          const receiver = openAstmReceiver()
          let text = ''
          let step = sender.begin()
          while (step.state !== 'done' && step.state !== 'failed') {
            const hurt = step.send.length > 1 && (chance.next().value ?? 0) < damage
            const heard = receiver.hear(step.send.map((byte, at) => (hurt && at === 1 ? byte ^ 1 : byte)))
            text += textIn(heard.events)
            step = sender.hear(heard.reply[0] ?? NAK) ?? sender.silence()
          }
          const all = rows.map(row => `${row}\r`).join('')
          if (step.state === 'done') expect(text).toBe(all)
          else expect(damage).toBeGreaterThan(0)
          expect(all.startsWith(text)).toBe(true)
        },
      ),
      { numRuns: 50 },
    )
  })
  test('waits 10 s after NAK, gives way to an instrument, and gives up after six retries', () => {
    const frames = framesOf(['A'])
    const computer = openAstmSender(frames)
    expect(computer.begin()).toMatchObject({ state: 'asking', waitMs: 15_000 })
    expect(computer.hear(NAK)).toMatchObject({ state: 'waiting', waitMs: 10_000 })
    expect(computer.silence().state).toBe('asking')
    expect(computer.hear(ENQ)).toMatchObject({ state: 'waiting', waitMs: 20_000 })
    computer.silence()
    expect(computer.hear(ACK)?.send).toEqual(frames[0])
    for (let turn = 0; turn < 6; turn += 1) expect(computer.hear(NAK)?.state).toBe('sending')
    expect(computer.hear(NAK)).toMatchObject({ state: 'failed', send: Uint8Array.of(EOT) })
    const instrument = openAstmSender(frames, 'instrument')
    instrument.begin()
    expect(instrument.hear(ENQ)).toMatchObject({ state: 'waiting', waitMs: 1000 })
  })
})

test('escapes stand for delimiters, and a header brings its own', () => {
  const header = readRecord('H!#@%!x')
  expect(header.delimiters).toEqual({ field: '!', repeat: '#', component: '@', escape: '%' })
  expect(textOf(readRecord('C|1|a&F&b&S&c&R&d&E&e&X41&'), 2)).toBe('a|b^c\\d&eA')
  expect(partsOf(readRecord('R|a^b\\c'), 1)).toEqual([['a', 'b'], ['c']])
  expect(() => readRecord('H||||')).toThrow(DeviceError)
})
