import { generateURI, ScureBase32Plugin, verifySync } from 'otplib'
import QRCode from 'qrcode'

const stepSeconds = 30
const base32 = new ScureBase32Plugin()

/** 160 bits, the length of the hash it keys (RFC 4226 §4, R6). */
export const secretBytes = 20

/** Base32 without padding, as authenticator apps read it. */
export const secretOf = (bytes: Uint8Array): string => base32.encode(bytes, { padding: false })

/** The TOTP step a moment lies in: 30 s since 1970 (RFC 6238 §4). */
export const stepOf = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds)

interface Guess {
  readonly secret: string
  readonly code: string
  readonly at: Date
  /** Codes of this step and before are spent. */
  readonly lastStep: number
}

/**
 * The step whose code was typed, or undefined when it is no code of now, of one step before or of one after
 * (SHA-1, six digits, 30 s: RFC 6238; one step of drift either way: §5.2), or one that is spent.
 */
export function acceptedStep({ secret, code, at, lastStep }: Guess): number | undefined {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  // A clock set far back: every code of now is older than the last accepted one, and the library would throw.
  if (lastStep > stepOf(at) + 1) return undefined
  const epoch = Math.floor(at.getTime() / 1000)
  const verdict = verifySync({ secret, token, epoch, epochTolerance: stepSeconds, afterTimeStep: lastStep })
  return verdict.valid && 'timeStep' in verdict ? verdict.timeStep : undefined
}

/** What an authenticator app reads: the Key URI Format, and the same as a QR code (SVG). Neither may be written anywhere. */
export async function invitationOf(secret: string, who: { clinic: string; name: string }) {
  const uri = generateURI({ issuer: `Cutis ${who.clinic}`, label: who.name, secret })
  return { uri, qrSvg: await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }) }
}
