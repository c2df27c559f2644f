import { fingerprintOf, type Judged, type SignalData, type Verdict, type Vouch } from '../src-shared/visit/index.ts'
import type { CallNeeds, CallState } from './call.ts'
import { verdictOf } from './verdict.ts'

/** The keys that vouch for the two ends of a session. */
export interface Keys {
  readonly own?: string | undefined
  readonly other?: string | undefined
}

interface VouchingNeeds {
  readonly end: { readonly visit: string; readonly session: string }
  readonly say: (data: SignalData) => void
  readonly change: (part: Partial<CallState>) => void
  /** The fingerprint that DTLS holds the other side to. */
  readonly otherPrint: () => string | undefined
  /** The safety code can be told, or is another one: the keys are known. */
  readonly keyed: () => void
}

/** The clinician's vouch within one session: given after each offer on the one side, checked on the other, said on both. */
export interface Vouching {
  /** With the description of an offer that was just said. */
  offered(sdp: string): void
  connected(): void
  /** True where the data was a vouch or a verdict, and nothing of the connection. */
  take(data: SignalData): data is Vouch | Judged
  keys(): Keys
  stop(): void
}

/** A key made for this very visit may take a moment to reach the clinic. */
const keyAgainMs = [1000, 2000, 4000, 8000, 16_000]
/** Nobody is alarmed by what may be otherwise in a moment. */
const saidAfterTries = 3
/** A vouch comes right after its offer: a call that has stood this long without one has none. */
const noneAfterMs = 3000

/** Opens it for one session. */
export function openVouching(needs: CallNeeds, own: VouchingNeeds): Vouching {
  if (needs.vouch) return openSigner(needs.vouch, own)
  return needs.keyOf ? openReader(needs.keyOf, own) : openNeither(own)
}

/** Between a patient and a guest nobody has a key; what is said of one all the same is none of the connection's. */
const openNeither = ({ keyed }: VouchingNeeds): Vouching => ({
  offered: () => undefined,
  connected: keyed,
  take: (data): data is Vouch | Judged => data.type === 'verdict' || data.type === 'vouch',
  keys: () => ({}),
  stop: () => undefined,
})

function openSigner(vouch: NonNullable<CallNeeds['vouch']>, { end, say, change, keyed }: VouchingNeeds): Vouching {
  let given: Promise<Vouch | undefined> | undefined
  let key: string | undefined
  let isOver = false
  /** Once for a session: another offer in it is of the same certificate. */
  const give = async (fingerprint: string | undefined): Promise<Vouch | undefined> => {
    const made = fingerprint === undefined ? undefined : await vouch(end.session, fingerprint).catch(() => undefined)
    key = made?.key
    if (!isOver) change({ signed: made ? 'yes' : 'no' })
    return made
  }
  return {
    offered: sdp => {
      given ??= give(fingerprintOf(sdp))
      // Again with every offer: whoever comes back is told the newest offer, and what came after it.
      void given.then(made => made && !isOver && say(made))
    },
    connected: () => void given?.then(() => !isOver && keyed()),
    take: (data): data is Vouch | Judged => {
      if (data.type === 'verdict') change({ found: { verdict: data.verdict } })
      return data.type === 'verdict' || data.type === 'vouch'
    },
    keys: () => ({ own: key }),
    stop: () => {
      isOver = true
    },
  }
}

function openReader(
  keyOf: NonNullable<CallNeeds['keyOf']>,
  { end, say, change, otherPrint, keyed }: VouchingNeeds,
): Vouching {
  let vouch: Vouch | undefined
  let found: Verdict | undefined
  let isConnected = false
  let isOver = false
  let late: ReturnType<typeof setTimeout> | undefined
  const look = async (mine: Vouch): Promise<void> => {
    const fingerprint = otherPrint() ?? ''
    for (const [nth, pause] of [...keyAgainMs, undefined].entries()) {
      const verdict = await verdictOf(mine, { ...end, fingerprint }, keyOf)
      if (isOver || vouch !== mine) return
      const isFinal = pause === undefined || !['unknown', 'unchecked'].includes(verdict)
      if (isFinal || nth >= saidAfterTries) tell(verdict, mine)
      if (isFinal) return
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
  const tell = (verdict: Verdict, { name }: Vouch): void => {
    if (verdict === found) return
    found = verdict
    change({ found: { verdict, ...(verdict === 'holds' && { name }) } })
    say({ type: 'verdict', verdict })
  }
  const begin = (): void => {
    clearTimeout(late)
    keyed()
    if (vouch) void look(vouch)
    else late = setTimeout(() => !isOver && change({ found: { verdict: 'none' } }), noneAfterMs)
  }
  return {
    offered: () => undefined,
    connected: () => {
      isConnected = true
      begin()
    },
    take: (data): data is Vouch | Judged => {
      if (data.type === 'vouch' && data.value !== vouch?.value) {
        vouch = data
        if (isConnected) begin()
      } else if (data.type === 'vouch' && found !== undefined) say({ type: 'verdict', verdict: found })
      return data.type === 'verdict' || data.type === 'vouch'
    },
    keys: () => ({ other: vouch?.key }),
    stop: () => {
      isOver = true
      clearTimeout(late)
    },
  }
}
