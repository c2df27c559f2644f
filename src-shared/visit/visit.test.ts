import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  capOf,
  fingerprintOf,
  flawOf,
  heardIn,
  isCandidate,
  rungs,
  safetyCode,
  safetyText,
  saidIn,
  stepOf,
  topOfLadder,
} from './index.ts'

const print = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, '0').toUpperCase()).join(':')
const good = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  `a=fingerprint:sha-256 ${print}`,
  'a=setup:actpass',
  'a=rtpmap:111 opus/48000/2',
  'a=candidate:1 1 udp 2113937151 192.168.1.4 50000 typ host generation 0',
]
const sdpOf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
const session = '2c5ea4c0-4067-41fe-8bad-9b1deb4d3b7d'

describe('descriptions from the other side', () => {
  test('an ordinary one passes', () => {
    expect(flawOf(sdpOf(good))).toBeUndefined()
    expect(fingerprintOf(sdpOf(good))).toBe(print)
  })
  test.each([
    ['size', [...good, `a=x:${'y'.repeat(70_000)}`]],
    ['line', [...good, 'a=evil\nm=video 9 X 1']],
    ['media', [...good, 'm=audio 9 UDP/TLS/RTP/SAVPF 111']],
    ['transport', [...good, 'm=video 9 RTP/AVP 96']],
    ['transport', [...good, 'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc']],
    ['fingerprint', good.filter(line => !line.startsWith('a=fingerprint'))],
    ['fingerprint', [...good, `a=fingerprint:sha-256 ${print.replace('00', 'FF')}`]],
    ['fingerprint', good.map(line => line.replace('sha-256', 'md5'))],
    ['setup', good.map(line => line.replace('actpass', 'holdconn'))],
    ['codec', good.map(line => line.replace('opus/48000/2', 'PCMU/8000'))],
    ['candidate', [...good, ...Array.from({ length: 101 }, () => good[8] ?? '')]],
    ['candidate', good.map(line => line.replace('192.168.1.4', '169.254.169.254'))],
  ])('%s is refused', (flaw, lines) => {
    expect(flawOf(sdpOf(lines))).toBe(flaw)
  })
})

test('candidates: places no patient can be are refused', () => {
  const at = (address: string) => `candidate:1 1 udp 1 ${address} 3478 typ relay`
  for (const address of [
    '127.0.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    'metadata.internal',
  ])
    expect(isCandidate(at(address))).toBe(false)
  for (const address of ['203.0.113.9', '2001:db8::1', `${session}.local`]) expect(isCandidate(at(address))).toBe(true)
  expect(isCandidate(at('127.0.0.1'), true)).toBe(true)
  expect(isCandidate(at('203.0.113.9').replace('3478', '70000'))).toBe(false)
})

describe('frames', () => {
  test('any text is either refused or comes back as it was understood', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        const said = saidIn(text)
        if (said !== undefined) expect(saidIn(JSON.stringify(said))).toEqual(said)
        const heard = heardIn(text)
        if (heard !== undefined) expect(heardIn(JSON.stringify(heard))).toEqual(heard)
      }),
    )
  })
  test('a signal passes; what is beside it does not', () => {
    const signal = { kind: 'signal', session, seq: 1, data: { type: 'offer', sdp: sdpOf(good) } }
    expect(saidIn(JSON.stringify({ ...signal, evil: 1 }))).toEqual(signal)
    expect(saidIn(JSON.stringify({ ...signal, session: 'other' }))).toBeUndefined()
    expect(saidIn(JSON.stringify({ ...signal, data: { type: 'renegotiate' } }))).toBeUndefined()
  })
  test('what stands beside the face is one of four things', () => {
    const sending = { kind: 'state', camera: true, microphone: false }
    for (const beside of ['nothing', 'dermatoscope', 'picture', 'screen'])
      expect(saidIn(JSON.stringify({ ...sending, beside }))).toEqual({ ...sending, beside })
    for (const beside of ['window', true, undefined])
      expect(saidIn(JSON.stringify({ ...sending, beside }))).toBeUndefined()
  })
  test('nobody can speak as the room', () => {
    for (const kind of ['room', 'ended', 'photo', 'refused', '__proto__'])
      expect(saidIn(JSON.stringify({ kind }))).toBeUndefined()
  })
})

describe('safety code', () => {
  // Any function of the text will do here; the browsers take SHA-256.
  const digest = (text: string): Uint8Array => {
    const bytes = new Uint8Array(32)
    let sum = 7
    for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003
    for (const at of bytes.keys()) bytes[at] = (sum * (at + 1)) % 256
    return bytes
  }
  test('both sides see the same, another fingerprint another', () => {
    const [a, b] = [
      { identity: 'clinician', fingerprint: print },
      { identity: 'patient', fingerprint: print.replace('00', 'AA') },
    ]
    const code = safetyCode(digest(safetyText(session, [a, b])))
    expect(code).toMatch(/^\d{4}( \d{4}){3}$/)
    expect(safetyCode(digest(safetyText(session, [b, a])))).toBe(code)
    expect(safetyCode(digest(safetyText(session, [a, { ...b, fingerprint: print }])))).not.toBe(code)
  })
})

describe('ladder', () => {
  const sample = fc.record({
    kbps: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: undefined }),
    sentKbps: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: undefined }),
    loss: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  test('goes up one step at a time, to sound alone only from a held last picture, and stays on the ladder', () => {
    fc.assert(
      fc.property(fc.array(sample), samples => {
        let state = topOfLadder
        for (const one of samples) {
          const next = stepOf(state, one)
          expect(next.rung).toBeGreaterThanOrEqual(state.rung - 1)
          if (next.rung === rungs.length - 1 && next.rung !== state.rung)
            expect(state).toMatchObject({ rung: rungs.length - 2, held: true })
          if (next.rung > state.rung) expect(next.held).toBe(true)
          expect(next.patience).toBeLessThanOrEqual(96)
          expect(rungs[next.rung]).toBeDefined()
          state = next
        }
      }),
    )
  })
  test('a free step leaves room to see that the next one up would fit, a held one does not fill the line', () => {
    for (const [at, rung] of rungs.entries()) {
      expect(capOf(rung, false)).toBeGreaterThan(rungs[Math.max(0, at - 1)]?.kbps ?? Number.NaN)
      expect(capOf(rung, true)).toBeLessThanOrEqual(rung.kbps * 1.3)
    }
  })
})

describe('ladder on a line', () => {
  const walk = (from = topOfLadder) => {
    let state = from
    return (looks: number, one: { kbps: number; sentKbps?: number; loss?: number }) => {
      for (let look = 0; look < looks; look += 1) state = stepOf(state, { loss: 0, ...one })
      return `${rungs[state.rung]?.name}${state.held ? ', held' : ''}`
    }
  }
  test('300 kbit/s settles with the second look, and holds', () => {
    const settle = walk()
    expect(settle(1, { kbps: 300 })).toBe('1080p')
    expect(settle(1, { kbps: 300 })).toBe('240p, held')
    expect(settle(12, { kbps: 300 })).toBe('240p')
    expect(settle(120, { kbps: 300 })).toBe('240p')
    // A line that bears nothing: held first, then sound alone, and a picture tried again now and then.
    expect(settle(2, { kbps: 20 })).toBe('240p, held')
    expect(settle(10, { kbps: 20 })).toBe('audio, held')
    expect(settle(40, { kbps: 20 })).toBe('240p, held')
    expect(settle(10, { kbps: 20 })).toBe('audio, held')
    expect(settle(200, { kbps: 9000 })).toBe('1080p')
  })
  test('a line that falls short by little is given three looks, and one good look forgives', () => {
    const settle = walk()
    expect(settle(2, { kbps: 1500 })).toBe('1080p')
    expect(settle(1, { kbps: 2400 })).toBe('1080p')
    expect(settle(2, { kbps: 1500 })).toBe('1080p')
    expect(settle(1, { kbps: 1500 })).toBe('720p, held')
  })
  test('an overflow is seen in one look, by what came through, before the browser believes it', () => {
    expect(walk()(1, { kbps: 1200, sentKbps: 1200, loss: 0.75 })).toBe('240p, held')
    expect(walk()(1, { kbps: 2600, sentKbps: 2600, loss: 0.5 })).toBe('720p, held')
  })
  test('a step that overflowed only because it may use more is held, longer each time', () => {
    const settle = walk({ ...topOfLadder, rung: 1 })
    const overflow = { kbps: 3000, sentKbps: 3000, loss: 0.4 }
    const quiet = { kbps: 1800, sentKbps: 1500 }
    expect(settle(1, overflow)).toBe('720p, held')
    expect(settle(23, quiet)).toBe('720p, held')
    expect(settle(1, quiet)).toBe('720p')
    expect(settle(1, overflow)).toBe('720p, held')
    expect(settle(47, quiet)).toBe('720p, held')
    expect(settle(1, quiet)).toBe('720p')
  })
})
