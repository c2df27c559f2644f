import { isCandidate } from './candidate.ts'

/** Why a session description (SDP, RFC 8866) was refused. */
export type DescriptionFlaw = 'size' | 'line' | 'media' | 'transport' | 'fingerprint' | 'setup' | 'codec' | 'candidate'

const longest = 64 * 1024
const mostCandidates = 100
/** Sound, the camera, the dermatoscope, and the data channel: nothing else is ever offered. */
const mediaAtMost: Readonly<Record<string, number>> = { audio: 1, video: 2, application: 1 }
const media = /^m=(audio|video|application) \d{1,5} (UDP\/TLS\/RTP\/SAVPF|UDP\/DTLS\/SCTP|DTLS\/SCTP) [\w -]{1,300}$/
const fingerprintLine = /^a=fingerprint:sha-256 ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/i

const linesOf = (sdp: string): string[] => sdp.replace(/\r\n$/, '').split('\r\n')

const mediaFlaw = (lines: readonly string[]): DescriptionFlaw | undefined => {
  const counts = new Map<string, number>()
  for (const line of lines.filter(one => one.startsWith('m='))) {
    const kind = media.exec(line)?.[1]
    if (kind === undefined) return 'transport'
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  if (counts.size === 0) return 'media'
  return [...counts].some(([kind, count]) => count > (mediaAtMost[kind] ?? 0)) ? 'media' : undefined
}

const fingerprintsIn = (lines: readonly string[]): string[] =>
  lines
    .filter(line => line.startsWith('a=fingerprint:'))
    .map(line => fingerprintLine.exec(line)?.[1]?.toUpperCase() ?? '')

const fingerprintFlaw = (lines: readonly string[]): DescriptionFlaw | undefined => {
  const found = new Set(fingerprintsIn(lines))
  return found.size === 1 && !found.has('') ? undefined : 'fingerprint'
}

const candidateFlaw = (lines: readonly string[], allowLoopback: boolean): DescriptionFlaw | undefined => {
  const found = lines.filter(line => line.startsWith('a=candidate:'))
  return found.length > mostCandidates || found.some(line => !isCandidate(line, allowLoopback))
    ? 'candidate'
    : undefined
}

const setupFlaw = (lines: readonly string[]): DescriptionFlaw | undefined => {
  const found = lines.filter(line => line.startsWith('a=setup:'))
  const known = found.every(line => /^a=setup:(actpass|active|passive)$/.test(line))
  return found.length > 0 && known ? undefined : 'setup'
}

/** Sound must be able to speak Opus: anything less is a downgrade nobody asked for (RFC 7874). */
const codecFlaw = (lines: readonly string[]): DescriptionFlaw | undefined => {
  const hasAudio = lines.some(line => line.startsWith('m=audio '))
  return hasAudio && !lines.some(line => /^a=rtpmap:\d{1,3} opus\/48000/i.test(line)) ? 'codec' : undefined
}

/** The first flaw of a description from the other side, or undefined where a browser may see it. */
export const flawOf = (sdp: string, allowLoopback = false): DescriptionFlaw | undefined => {
  if (sdp.length > longest) return 'size'
  const lines = linesOf(sdp)
  if (lines[0] !== 'v=0' || !lines.every(line => /^[a-z]=[\x20-\x7e]*$/.test(line))) return 'line'
  // SDES keys would travel through the signalling server in clear.
  if (lines.some(line => line.startsWith('a=crypto:'))) return 'transport'
  return (
    mediaFlaw(lines) ??
    fingerprintFlaw(lines) ??
    setupFlaw(lines) ??
    codecFlaw(lines) ??
    candidateFlaw(lines, allowLoopback)
  )
}

/** The DTLS fingerprint (SHA-256, upper case) of a description; undefined unless there is exactly one. */
export const fingerprintOf = (sdp: string): string | undefined => {
  const lines = linesOf(sdp)
  return fingerprintFlaw(lines) === undefined ? fingerprintsIn(lines)[0] : undefined
}
