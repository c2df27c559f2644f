import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
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

type Taking = (line: WebSocket) => void

/** Who may sit where: a workstation by its token, a page of our own by its seat. Throws a refusal. */
const takingOf = (visits: Visits, { request, origin, mustHold }: Knock): Taking | undefined => {
  const clinician = clinicianPath.exec(request.url ?? '')?.[1]
  if (clinician !== undefined && request.headers.origin === undefined) {
    mustRunVisits(mustHold())
    return line => visits.rooms.take(clinician, 'clinician', line)
  }
  return request.url === '/visit/line' && request.headers.origin === origin ? pageTaking(visits, request) : undefined
}

const pageTaking = ({ links, rooms }: Visits, request: IncomingMessage): Taking | undefined => {
  // A browser's WebSocket brings no header of ours; a sub-protocol is not written to anybody's log, an address is.
  const token = /(?:^|, ?)seat\.([\w-]{32})(?:,|$)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1] ?? ''
  const place = links.placeOf(token)
  if (place?.consent === undefined) return undefined
  const { visitId, guest } = place
  return guest ? line => rooms.takeGuest(visitId, guest, line) : line => rooms.take(visitId, 'patient', line)
}

/** Takes an upgrade to a room's line; false where it is refused. */
export const acceptLine = (visits: Visits, knock: Knock): boolean => {
  const taking = takingOf(visits, knock)
  if (taking === undefined) return false
  server.handleUpgrade(knock.request, knock.socket, knock.head, taking)
  return true
}
