import { ACK, ENQ, EOT, NAK } from './frames.ts'

export interface SenderStep {
  readonly send: Uint8Array
  /** After so long without an answer `silence` must be called. */
  readonly waitMs: number
  readonly state: 'asking' | 'waiting' | 'sending' | 'done' | 'failed'
}

export interface AstmSender {
  begin(): SenderStep
  /** One byte from the other side; absent where it changes nothing. */
  hear(byte: number): SenderStep | undefined
  /** The time of the last step is over. */
  silence(): SenderStep
}

const answerMs = 15_000
const retries = 6
const nothing = new Uint8Array(0)
const one = (byte: number): Uint8Array => Uint8Array.of(byte)

/**
 * The sending half of the link (LIS1-A §6). When both sides ask at once the instrument goes first: an instrument asks
 * again after 1 s, a computer waits 20 s.
 */
export function openAstmSender(
  frames: readonly Uint8Array[],
  side: 'computer' | 'instrument' = 'computer',
): AstmSender {
  let state: SenderStep['state'] = 'asking'
  let at = 0
  let failures = 0
  const step = (next: SenderStep['state'], send: Uint8Array, waitMs: number): SenderStep => {
    state = next
    return { send, waitMs, state }
  }
  const ask = (): SenderStep => step('asking', one(ENQ), answerMs)
  const giveUp = (): SenderStep => step('failed', one(EOT), 0)
  const current = (): SenderStep => {
    const frame = frames[at]
    return frame ? step('sending', frame, answerMs) : step('done', one(EOT), 0)
  }
  const hearAsking = (byte: number): SenderStep | undefined => {
    if (byte === ACK) {
      failures = 0
      return current()
    }
    if (byte === ENQ) return step('waiting', nothing, side === 'instrument' ? 1000 : 20_000)
    if (byte !== NAK) return undefined
    failures += 1
    return failures > retries ? giveUp() : step('waiting', nothing, 10_000)
  }
  const hearSending = (byte: number): SenderStep => {
    // EOT in place of ACK asks us to stop soon; LIS1-A lets us treat it as one.
    if (byte === ACK || byte === EOT) {
      at += 1
      failures = 0
      return current()
    }
    failures += 1
    return failures > retries ? giveUp() : current()
  }
  return {
    begin: ask,
    hear: byte => {
      if (state === 'asking') return hearAsking(byte)
      return state === 'sending' ? hearSending(byte) : undefined
    },
    silence: () => (state === 'waiting' ? ask() : giveUp()),
  }
}
