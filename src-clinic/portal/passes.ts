import { z } from 'zod'
import {
  freshToken,
  hashOf,
  isAnswered,
  type SecondFactor,
  sealFactor,
  secondFactorShape,
  wrongAnswer,
} from '../login/second-factor.ts'
import type { Grants } from '../store/grants.ts'

/** What a portal link is for. `secret` is the second factor, asked again at every opening. */
export interface PortalInvitation {
  /** The patient's id here, at the clinic. */
  readonly patientId: string
  readonly secret: string
  readonly factor: SecondFactor['factor']
  readonly minutes: number
}

const Pass = z.object({ patientId: z.string(), ...secondFactorShape })
type Pass = z.output<typeof Pass>

/** How an opening went. A wrong answer and a pass that never was look the same from outside but for the tries left. */
export type Opening =
  | { readonly kind: 'in'; readonly session: string; readonly device: string }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'gone' }

const deviceSeconds = 90 * 86_400
/** Idle for so long, a session is over: a telephone is lent and lost. */
const idleSeconds = 30 * 60
/** And however busy, after a day's work. */
const longestSeconds = 8 * 3600
const Session = z.object({ patientId: z.string(), until: z.int() })

type Model = 'PortalLink' | 'PortalDevice' | 'PortalSession'
interface Kept {
  readonly model: Model
  readonly pass: Pass
  readonly expires: number
}

const openDrawer = (grants: Grants, now: () => number) => {
  const put = (model: Model, token: string, at: { payload: Pass | z.output<typeof Session>; expires: number }): void =>
    grants.put({
      model,
      id: hashOf(token),
      grant_id: `portal:${at.payload.patientId}`,
      uid: null,
      payload: JSON.stringify(at.payload),
      expires: at.expires,
    })
  const passOf = (model: 'PortalLink' | 'PortalDevice', token: string): Kept | undefined => {
    const row = grants.find(model, hashOf(token), now())
    if (row === undefined || row.consumed !== null) return undefined
    return { model, pass: Pass.parse(JSON.parse(row.payload)), expires: row.expires }
  }
  return {
    put,
    /** A session of a patient. */
    begin: (patientId: string): string => {
      const session = freshToken()
      put('PortalSession', session, {
        payload: { patientId, until: now() + longestSeconds },
        expires: now() + idleSeconds,
      })
      return session
    },
    find: (token: string) => passOf('PortalLink', token) ?? passOf('PortalDevice', token),
    spend: (model: Model, token: string): void => grants.consume(model, hashOf(token), now()),
  }
}

/**
 * Ways into the portal: a link that enrols one browser once, the enrolled browser's own token, and short sessions. Link and browser
 * open nothing without the second factor. All lie under hashes in the encrypted database, and one call revokes them.
 */
export const openPasses = (grants: Grants, clock: () => number) => {
  const now = () => Math.floor(clock() / 1000)
  const { put, find, spend, begin } = openDrawer(grants, now)

  const letIn = (token: string, { model, pass, expires }: Kept): Opening => {
    const payload = { ...pass, tries: 0 }
    if (model === 'PortalDevice') {
      put(model, token, { payload, expires })
      return { kind: 'in', session: begin(pass.patientId), device: token }
    }
    spend(model, token)
    const device = freshToken()
    put('PortalDevice', device, { payload, expires: now() + deviceSeconds })
    return { kind: 'in', session: begin(pass.patientId), device }
  }
  const wrong = (token: string, { model, pass, expires }: Kept): Opening => {
    const { tries, left } = wrongAnswer(pass)
    put(model, token, { payload: { ...pass, tries }, expires })
    if (left > 0) return { kind: 'wrong', left }
    spend(model, token)
    return { kind: 'gone' }
  }
  return {
    /** Makes a link's token and when it expires (s since 1970). */
    invite: ({ minutes, secret, patientId, factor }: PortalInvitation) => {
      const [token, expires] = [freshToken(), now() + minutes * 60]
      put('PortalLink', token, { payload: { patientId, ...sealFactor(factor, secret) }, expires })
      return { token, expires }
    },
    /** Whether a link or a browser could still open the portal, and what it will be asked. */
    look: (token: string): Pass['factor'] | undefined => find(token)?.pass.factor,
    /** Trades a link (once) or a browser's token, with the second factor, for a session. */
    open: (token: string, secret: string): Opening => {
      const kept = find(token)
      if (kept === undefined) return { kind: 'gone' }
      return isAnswered(kept.pass, secret) ? letIn(token, kept) : wrong(token, kept)
    },
    /** Whose session it is; being asked keeps it from falling idle. */
    patientOf: (session: string): string | undefined => {
      const row = grants.find('PortalSession', hashOf(session), now())
      if (row === undefined) return undefined
      const payload = Session.parse(JSON.parse(row.payload))
      const expires = Math.min(now() + idleSeconds, payload.until)
      // Once a minute is enough, and spares the disk.
      if (expires > row.expires + 60) put('PortalSession', session, { payload, expires })
      return payload.patientId
    },
    leave: (session: string): void => grants.remove('PortalSession', hashOf(session)),
    /** No link, browser and session of this patient is good any longer. */
    revoke: (patientId: string): void => grants.revoke(`portal:${patientId}`),
  }
}
export type Passes = ReturnType<typeof openPasses>
