import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { WebSocket as Client, type WebSocket, WebSocketServer } from 'ws'
import { startServer } from '../../src-clinic/index.ts'
import { newRegistration, openSignIn, publicPart } from '../../src-main/sync/sign-in.ts'
import { routerHost } from './visit-net.ts'
import type { SideWish } from './visit-page.ts'

type Signalling = Pick<SideWish, 'visitId' | 'address' | 'protocols' | 'ice' | 'bearer'> & { readonly page: string }
/** Both sides' ways into a call. */
export type Ways = Readonly<Record<'clinician' | 'patient', Signalling>>

export interface Rooms {
  /** A visit at the real clinic, its patient admitted by link, birth date and consent. */
  ours(): Promise<Ways>
  /** A room that hands on whatever is said. */
  bare(): Promise<Ways>
  close(): Promise<void>
}

/** The clinic, and beside it the workstation's door to it and the bare room. `place` holds cert.pem and key.pem. */
export async function openRooms(place: string): Promise<Rooms> {
  const tls = { cert: readFileSync(join(place, 'cert.pem')), key: readFileSync(join(place, 'key.pem')) }
  const listening = { host: routerHost, port: 0, tls }
  const clinic = await startServer({ dataFolder: join(place, 'clinic'), listening, log: () => undefined })
  const key = newRegistration()
  clinic.open(randomBytes(32), [publicPart(key)])
  const signIn = openSignIn({ key, fetch, now: () => new Date(), timeoutMs: 10_000 })
  const token = () => signIn.token(`${clinic.origin}/fhir`, false)
  const desk = await openDesk(tls, { clinic: clinic.origin, token })
  return {
    ours: async () => {
      const visitId = randomUUID()
      const seat = await seatIn(clinic.origin, { visitId, token: await token() })
      const socket = (origin: string) => origin.replace('https', 'wss')
      return {
        clinician: {
          visitId,
          page: desk.origin,
          address: `${socket(desk.origin)}/desk/${visitId}`,
          protocols: [],
          ice: '/ice',
          bearer: '',
        },
        patient: {
          visitId,
          page: `${clinic.origin}/visit/`,
          address: `${socket(clinic.origin)}/visit/line`,
          protocols: ['cutis-visit.v1', `seat.${seat}`],
          ice: '/visit/api/ice',
          bearer: seat,
        },
      }
    },
    bare: async () => {
      const visitId = randomUUID()
      const way = { visitId, page: desk.origin, protocols: [], ice: '', bearer: '' }
      const address = `${desk.origin.replace('https', 'wss')}/bare/${visitId}`
      return { clinician: { ...way, address }, patient: { ...way, address } }
    },
    close: async () => {
      desk.close()
      await clinic.stop()
    },
  }
}

/** From a link to a seat, as the patient's page does it. */
async function seatIn(origin: string, { visitId, token }: { visitId: string; token: string }): Promise<string> {
  const post = async (path: string, body: object, bearer: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return (await answer.json()) as { token: string }
  }
  const [secret, factor] = ['1980-05-17', 'birth-date']
  const about = { visitId, clinician: 'Dr Bench', identity: 'Patient/1', secret, factor, minutes: 60 }
  const link = await post('/visits/links', about, token)
  const seat = await post('/visit/api/enter', { token: link.token, secret }, '')
  await post('/visit/api/consent', { version: '1', language: 'en' }, seat.token)
  return seat.token
}

interface Desk {
  readonly clinic: string
  readonly token: () => Promise<string>
}

/** The workstation's seat as its engine holds it, handed to a page; and the bare room. */
async function openDesk(tls: { cert: Buffer; key: Buffer }, { clinic, token }: Desk) {
  const server = createServer(tls, (request, answer) => {
    if (request.url !== '/ice') return void answer.end('<!doctype html><title>bench</title><body>')
    void token()
      .then(held => fetch(`${clinic}/visits/ice`, { headers: { authorization: `Bearer ${held}` } }))
      .then(async got => answer.end(await got.text()))
  })
  const sockets = new WebSocketServer({ server })
  const bare = new Map<string, WebSocket[]>()
  sockets.on('connection', (socket, request) => {
    const [, kind, visitId = ''] = (request.url ?? '').split('/')
    if (kind === 'desk') return void token().then(held => bridge(socket, `${clinic}/visits/${visitId}/line`, held))
    const room = bare.get(visitId) ?? []
    bare.set(visitId, [...room, socket])
    socket.on('message', data => {
      for (const other of bare.get(visitId) ?? []) if (other !== socket) other.send(String(data as Buffer))
    })
  })
  await new Promise<void>(resolve => server.listen(0, routerHost, resolve))
  const { port } = server.address() as { port: number }
  return {
    origin: `https://${routerHost}:${port}`,
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
    },
  }
}

function bridge(socket: WebSocket, address: string, token: string): void {
  const clinic = new Client(address.replace('https', 'wss'), { headers: { authorization: `Bearer ${token}` } })
  const early: string[] = []
  socket.on('message', data => {
    const text = String(data as Buffer)
    if (clinic.readyState === Client.OPEN) clinic.send(text)
    else early.push(text)
  })
  clinic.on('open', () => {
    for (const text of early.splice(0)) clinic.send(text)
  })
  clinic.on('message', data => socket.send(String(data as Buffer)))
  clinic.on('close', () => socket.close())
  socket.on('close', () => clinic.close())
}
