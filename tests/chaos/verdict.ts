import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { openSignIn, type PrivateRegistration } from '../../src-main/sync/sign-in.ts'
import type { Held } from './workstation.ts'

/** What must be at the clinic once, under our id, with these values. */
export interface Expected {
  readonly type: string
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
  /** Our id of the patient it belongs to. */
  readonly subject?: string
  /** Of the bytes it shows, base64. */
  readonly sha1?: string
}

interface Needs {
  readonly base: string
  readonly key: PrivateRegistration
  readonly expected: ReadonlyMap<string, Expected>
  readonly held: readonly Held[]
}

interface Stored {
  readonly id: string
  readonly identifier?: readonly { readonly system: string; readonly value: string }[]
  readonly subject?: { readonly reference: string }
  readonly content?: { readonly url: string; readonly hash: string }
}

/** Asks the clinic itself, not the workstation, what it has. */
export async function verdictOf({ base, key, expected, held }: Needs) {
  const token = await openSignIn({ key, fetch, now: () => new Date(), timeoutMs: 10_000 }).token(base, false)
  const get = (path: string, accept: string) =>
    fetch(`${base}/${path}`, { headers: { authorization: `Bearer ${token}`, accept } })
  const all = async (type: string): Promise<Stored[]> => {
    const bundle = (await (await get(`${type}?_count=1000`, 'application/fhir+json')).json()) as {
      entry?: { resource: Stored }[]
    }
    return (bundle.entry ?? []).map(entry => entry.resource)
  }
  const stored = new Map(
    await Promise.all(['Patient', 'Observation', 'Media'].map(async type => [type, await all(type)] as const)),
  )
  const byLid = Map.groupBy([...stored.values()].flat(), lidOf)
  const serverIds = new Map(held.map(one => [one.id, one.serverId]))
  const isShown = async ({ content }: Stored, sha1: string | undefined): Promise<boolean> =>
    sha1 === undefined || (await sha1Of(await get(content?.url ?? '', '*/*'))) === sha1
  const isRight = async (found: Stored | undefined, one: Expected): Promise<boolean> =>
    found !== undefined &&
    serverIds.get(one.id) === found.id &&
    hasValues(found, one, serverIds) &&
    (await isShown(found, one.sha1))
  let exactlyOnce = 0
  let wrong = 0
  for (const one of expected.values()) {
    const found = byLid.get(one.id) ?? []
    if (found.length === 1) exactlyOnce += 1
    if (!(await isRight(found[0], one))) wrong += 1
  }
  const extra = [...byLid.keys()].filter(lid => !expected.has(lid)).length
  return { exactlyOnce, wrong, extra }
}

const lidOf = (one: Stored): string =>
  one.identifier?.find(({ system }) => system === 'urn:cutis:lid')?.value ?? `none ${one.id}`

function hasValues(
  stored: Stored,
  { body, subject, sha1 }: Expected,
  serverIds: ReadonlyMap<string, string | null>,
): boolean {
  const { id: _id, subject: _subject, ...rest } = body
  if (subject !== undefined && stored.subject?.reference !== `Patient/${serverIds.get(subject)}`) return false
  if (sha1 !== undefined && stored.content?.hash !== sha1) return false
  return Object.entries(rest).every(([name, value]) =>
    isDeepStrictEqual((stored as unknown as Record<string, unknown>)[name], value),
  )
}

async function sha1Of(response: Response): Promise<string> {
  return createHash('sha1')
    .update(new Uint8Array(await response.arrayBuffer()))
    .digest('base64')
}
