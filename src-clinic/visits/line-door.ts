import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { longestFrame } from '../../src-shared/visit/index.ts'
import type { Holder } from '../login/token.ts'
import type { Visits } from './index.ts'
import { mustRunVisits } from './workstation-door.ts'

interface Knock {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly origin: string
  /** Throws a refusal where no token of a workstation was brought. */
  readonly mustHold: () => Holder
}

const clinicianPath = /^\/visits\/([\da-f-]{36})\/line$/
const protocol = 'cutis-visit.v1'
const server = new WebSocketServer({
  noServer: true,
  maxPayload: longestFrame,
  handleProtocols: offered => (offered.has(protocol) ? protocol : false),
})

/** Who may sit where: a workstation by its token, a patient's page of our own by its seat. Throws a refusal. */
const seatOf = (
  visits: Visits,
  { request, origin, mustHold }: Knock,
): readonly ['clinician' | 'patient', string] | undefined => {
  const clinician = clinicianPath.exec(request.url ?? '')?.[1]
  if (clinician !== undefined && request.headers.origin === undefined) {
    mustRunVisits(mustHold())
    return ['clinician', clinician]
  }
  return request.url === '/visit/line' && request.headers.origin === origin ? patientSeat(visits, request) : undefined
}

const patientSeat = (visits: Visits, request: IncomingMessage): readonly ['patient', string] | undefined => {
  // A browser's WebSocket brings no header of ours; a sub-protocol is not written to anybody's log, an address is.
  const token = /(?:^|, ?)seat\.([\w-]{32})(?:,|$)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1] ?? ''
  const place = visits.links.placeOf(token)
  return place?.consent === undefined ? undefined : ['patient', place.visitId]
}

/** Takes an upgrade to a room's line; false where it is refused. */
export const acceptLine = (visits: Visits, knock: Knock): boolean => {
  const seat = seatOf(visits, knock)
  if (seat === undefined) return false
  server.handleUpgrade(knock.request, knock.socket, knock.head, line => visits.rooms.take(seat[1], seat[0], line))
  return true
}
