import type { ClinicKey, GuestFace } from '../src-shared/visit/index.ts'

/** A visit this page may enter. */
export interface Seat {
  readonly token: string
  readonly visitId: string
  readonly clinician: string
  readonly identity: string
  /** Who the guest is, where the link was a guest's. */
  readonly guest?: GuestFace
  readonly consented: boolean
}

export type Factor = 'birth-date' | 'code'
type Looked = { readonly kind: 'ask'; readonly factor: Factor } | { readonly kind: 'gone' }
type Entered =
  | { readonly kind: 'in'; readonly seat: Seat }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'gone' }

const post = (path: string, body: object, token?: string): Promise<Response> =>
  fetch(`/visit/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })

const mustAnswer = (response: Response): Response => {
  if (response.status >= 500 || response.status === 429) throw new Error('no answer')
  return response
}

/** What a link asks for. Throws where the clinic does not answer. */
export async function look(token: string): Promise<Looked> {
  const response = mustAnswer(await post('look', { token }))
  if (!response.ok) return { kind: 'gone' }
  const { factor } = (await response.json()) as { factor: Factor }
  return { kind: 'ask', factor }
}

/** Trades link and second factor for a seat. Throws where the clinic does not answer. */
export async function enter(token: string, secret: string): Promise<Entered> {
  const response = mustAnswer(await post('enter', { token, secret }))
  if (response.ok) return { kind: 'in', seat: (await response.json()) as Seat }
  if (response.status !== 403) return { kind: 'gone' }
  return { kind: 'wrong', left: ((await response.json()) as { left: number }).left }
}

/** A seat this tab had before it was loaded anew, if it is still good. */
export async function seatOf(token: string): Promise<Seat | undefined> {
  const response = mustAnswer(await fetch('/visit/api/me', { headers: { authorization: `Bearer ${token}` } }))
  return response.ok ? { ...((await response.json()) as Omit<Seat, 'token'>), token } : undefined
}

/** Keeps the consent at the clinic; false where it was not kept. */
export const agree = async ({ token }: Seat, language: string): Promise<boolean> =>
  (await post('consent', { version: '1', language: language.startsWith('es') ? 'es' : 'en' }, token)).ok

/** Credentials for the relay, good for ten minutes. */
export async function ice({ token }: Seat): Promise<readonly RTCIceServer[]> {
  const response = await fetch('/visit/api/ice', { headers: { authorization: `Bearer ${token}` } })
  return response.ok ? ((await response.json()) as { iceServers: RTCIceServer[] }).iceServers : []
}

/** A public key of the clinic's; undefined where it has none of that name. Throws where the clinic does not answer. */
export async function keyOf({ token }: Seat, keyId: string): Promise<ClinicKey | undefined> {
  const response = await fetch(`/visit/api/keys/${keyId}`, { headers: { authorization: `Bearer ${token}` } })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error('no answer')
  return (await response.json()) as ClinicKey
}

/** Sends a photograph as the sensor made it, telling how far it is; tries three times. Answers its id, or undefined. */
export async function sendPhoto(
  { token }: Seat,
  photo: File,
  progress: (percent: number) => void,
): Promise<string | undefined> {
  for (let tries = 0; tries < 3; tries += 1) {
    const sent = await sendOnce(token, photo, progress)
    if (sent !== null) return sent
    await new Promise(resolve => setTimeout(resolve, 1000 * 2 ** tries))
  }
  return undefined
}

/** Fetch cannot say how much of a body has gone; this older way can. Null where it is worth another try. */
const sendOnce = (
  token: string,
  photo: File,
  progress: (percent: number) => void,
): Promise<string | null | undefined> =>
  new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.open('POST', '/visit/api/photos')
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.setRequestHeader('content-type', photo.type || 'image/jpeg')
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(Math.round((loaded / total) * 100)))
    request.addEventListener('error', () => resolve(null))
    request.addEventListener('load', () => {
      if (request.status >= 500) resolve(null)
      else
        resolve(request.status === 201 ? (JSON.parse(request.responseText) as { photoId: string }).photoId : undefined)
    })
    request.send(photo)
  })
