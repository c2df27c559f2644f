import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receptionOf } from './exchange.ts'

const print = (byte: number) =>
  Array.from({ length: 32 }, () => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
const sdpOf = (ufrag: string, byte = 1) => `a=ice-ufrag:${ufrag}\r\na=fingerprint:sha-256 ${print(byte)}\r\n`
const offer = (ufrag: string, byte = 1) => ({ type: 'offer', sdp: sdpOf(ufrag, byte) }) as const
const answer = (ufrag: string, byte = 1) => ({ type: 'answer', sdp: sdpOf(ufrag, byte) }) as const
const states = ['stable', 'have-local-offer', 'have-remote-offer', 'closed'] as const

describe('the side that answers', () => {
  const answered = {
    signalingState: 'stable',
    localDescription: answer('mine'),
    remoteDescription: offer('first'),
  } as const
  test('takes a new offer and says its answer again to one it has taken', () => {
    expect(receptionOf(answered, offer('second'))).toBe('take')
    expect(receptionOf(answered, offer('first'))).toBe('say-again')
  })
  test('takes no second certificate within a session: one alone was vouched for', () => {
    expect(receptionOf(answered, offer('second', 2))).toBe('stranger')
  })
  test('leaves an offer that it is taking', () => {
    const taking = { ...answered, signalingState: 'have-remote-offer', localDescription: null } as const
    expect(receptionOf(taking, offer('first'))).toBe('leave')
  })
})

describe('the side that offers', () => {
  const offering = {
    signalingState: 'have-local-offer',
    localDescription: offer('mine'),
    remoteDescription: null,
  } as const
  test('takes the first answer', () => {
    expect(receptionOf(offering, answer('theirs'))).toBe('take')
  })
  test('at a restart takes only an answer with new credentials; an old one said again is a plea', () => {
    const again = { ...offering, remoteDescription: answer('theirs') }
    expect(receptionOf(again, answer('fresh'))).toBe('take')
    expect(receptionOf(again, answer('theirs'))).toBe('plea')
    expect(receptionOf({ ...again, signalingState: 'stable' }, answer('theirs'))).toBe('plea')
  })
  test('sees that a page loaded anew has answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.integer({ min: 2, max: 255 }), (signalingState, byte) => {
        const here = { ...offering, signalingState, remoteDescription: answer('theirs') }
        expect(receptionOf(here, answer('any', byte))).toBe('stranger')
      }),
    )
  })
  test('never takes an answer that it has not asked for', () => {
    fc.assert(
      fc.property(fc.constantFrom('stable', 'have-remote-offer', 'closed'), fc.string(), (signalingState, ufrag) => {
        const here = { ...offering, signalingState, remoteDescription: answer('theirs') }
        expect(receptionOf(here, answer(`u${ufrag}`))).toBe('leave')
        expect(receptionOf({ ...here, remoteDescription: null }, answer('theirs'))).toBe('leave')
      }),
    )
  })
})
