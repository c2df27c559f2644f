import type { PortalAnswer, PortalForm } from '../../src-shared/portal/index.ts'

export interface Appointment {
  readonly id: string
  readonly status: string
  readonly start?: string
  readonly end?: string
  readonly kind?: string
  readonly whom: string
  readonly words?: string
  readonly moves?: string
}
export interface SentFile {
  /** Where it stands in its message. */
  readonly place: number
  readonly kind: 'picture' | 'clip' | 'paper' | 'other'
}
export interface Thread {
  readonly id: string
  readonly topic: string
  readonly messages: readonly {
    readonly id: string
    readonly at: string
    readonly by: string
    readonly mine: boolean
    readonly text: string
    /** What came with it, the patient's own photographs among them; `other` is nothing this page can show. */
    readonly files: readonly SentFile[]
  }[]
}
export interface Paper {
  readonly id: string
  readonly at?: string
  readonly title: string
  readonly hasFile: boolean
}
export interface Result {
  readonly id: string
  readonly at: string
  readonly title: string
  readonly text: string
  readonly values: readonly { readonly name: string; readonly value: string }[]
}
export interface FormEntry {
  readonly id: string
  readonly form: PortalForm
  readonly at: string
  readonly answers: readonly { readonly id: string; readonly answer: PortalAnswer }[]
}

/** What can be read, by its address. */
export interface Shown {
  readonly me: { readonly name: string }
  readonly appointments: readonly Appointment[]
  readonly threads: readonly Thread[]
  readonly papers: readonly Paper[]
  readonly results: readonly Result[]
  readonly forms: readonly FormEntry[]
}
export type Factor = 'birth-date' | 'code'

/** The session is over: the patient has to sign in again. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

const send = (path: string, body: object, session?: string): Promise<Response> =>
  fetch(`/portal/api/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(session !== undefined && { authorization: `Bearer ${session}` }),
    },
    body: JSON.stringify(body),
  })

/** What a link or this browser's token will be asked; undefined where it opens nothing. Throws where nobody answers. */
export async function look(token: string): Promise<Factor | undefined> {
  const answer = await send('look', { token })
  if (answer.status >= 500 || answer.status === 429) throw new Error('no answer')
  return answer.ok ? ((await answer.json()) as { factor: Factor }).factor : undefined
}

type Opened =
  | { readonly kind: 'in'; readonly session: string; readonly device: string }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'gone' }

/** Opens the portal with the second factor. Throws where nobody answers. */
export async function open(token: string, secret: string): Promise<Opened> {
  const answer = await send('open', { token, secret })
  if (answer.ok) return { kind: 'in', ...((await answer.json()) as { session: string; device: string }) }
  if (answer.status === 403) return { kind: 'wrong', ...((await answer.json()) as { left: number }) }
  if (answer.status === 410) return { kind: 'gone' }
  throw new Error('no answer')
}

const mustBeIn = (answer: Response): Response => {
  if (answer.status === 401) throw new SignedOut()
  if (!answer.ok) throw new Error('refused')
  return answer
}

const get = async (session: string, path: string): Promise<Response> =>
  mustBeIn(await fetch(`/portal/api/${path}`, { headers: { authorization: `Bearer ${session}` } }))

/** Reads one thing. Throws SignedOut, and Error where it did not come. */
export const read = async <Name extends keyof Shown>(session: string, name: Name): Promise<Shown[Name]> =>
  (await (await get(session, name)).json()) as Shown[Name]

/** The file of a paper, as an address of this page's own memory. */
export const fileOf = async (session: string, paperId: string): Promise<string> =>
  URL.createObjectURL(await (await get(session, `papers/${paperId}/file`)).blob())

/** A file of a message, as an address of this page's own memory. */
export const messageFile = async (session: string, messageId: string, place: number): Promise<string> =>
  URL.createObjectURL(await (await get(session, `messages/${messageId}/files/${place}`)).blob())

/** Sends something; `key` makes it one thing however often it is sent. Throws SignedOut, and Error where it was not taken. */
export const write = async (
  session: string,
  path: 'messages' | 'appointments' | 'forms',
  body: object & { readonly key: string },
): Promise<void> => {
  mustBeIn(await send(path, body, session))
}

/** A slow line takes minutes for a clip. */
const pictureMs = { still: 120_000, moving: 300_000 }

/** Hands over a photograph or a clip, telling how far it is (0 to 1); answers the name it is then called by. Throws as `write` does. */
export const sendPicture = (session: string, picture: Blob, progress: (share: number) => void): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/portal/api/pictures')
    request.setRequestHeader('content-type', picture.type)
    request.setRequestHeader('authorization', `Bearer ${session}`)
    request.timeout = pictureMs[picture.type.startsWith('video/') ? 'moving' : 'still']
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    for (const end of ['error', 'timeout', 'abort'] as const)
      request.addEventListener(end, () => reject(new Error('no answer')))
    request.onload = () => {
      if (request.status === 201) resolve((JSON.parse(request.responseText) as { pictureId: string }).pictureId)
      else reject(request.status === 401 ? new SignedOut() : new Error('refused'))
    }
    request.send(picture)
  })

/** Ends the session at the clinic. */
export const leave = async (session: string): Promise<void> => {
  await send('leave', {}, session).catch(() => undefined)
}
