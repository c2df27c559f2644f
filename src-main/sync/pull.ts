import { type Bundle, recordTypes } from '../../src-shared/fhir/index.ts'
import type { Op, Reads, Writes } from '../vault/index.ts'
import { type Answer, answerOf } from './answer.ts'
import type { Line } from './http.ts'
import type { SyncSql } from './store.ts'
import { type LinkTrouble, read } from './verdict.ts'

export interface Puller {
  readonly line: Line
  readonly store: Pick<Reads<SyncSql>, 'cursor'>
  readonly ops: Pick<Writes<SyncSql>, 'applyPage'>
  readonly commit: (op: Op) => Promise<unknown>
  readonly now: () => Date
  readonly signal: AbortSignal
}

const historyScope = 'history'
const perPage = 1000
/** What a server may commit late, behind the time it has shown already. */
const overlapMs = 5 * 60 * 1000

/**
 * Takes in what is new at the clinic, page by page, each page with its cursor in one transaction. Follows the history of
 * the whole clinic where it is told in order, else asks type by type. Answers what went wrong, if anything did.
 */
export async function pull(puller: Puller): Promise<LinkTrouble | undefined> {
  const history = await follow(puller, historyScope)
  if (history !== 'not-offered') return history
  for (const type of recordTypes) {
    const trouble = await follow(puller, type)
    if (trouble !== undefined && trouble !== 'not-offered') return trouble
  }
  return undefined
}

type End = LinkTrouble | 'not-offered' | undefined

async function follow(puller: Puller, scope: string): Promise<End> {
  const cursor = await puller.store.cursor(scope)
  const start = startOf(scope, cursor?.upTo)
  let path: string | undefined = cursor?.next ?? start
  let page = fetchPage(puller, path)
  while (path !== undefined && !puller.signal.aborted) {
    const { answer, text } = await page
    // The address the clinic gave for the rest is no longer good: begin again a little before the last page taken in.
    const isExpired = isLost(answer) && path !== start
    if (isExpired) {
      path = start
      page = fetchPage(puller, path)
      continue
    }
    const read = pageOf({ scope, answer, base: puller.line.base })
    if (!('bundle' in read)) return read.end
    // The next page is on its way while this one is written.
    if (read.links.next !== undefined) page = fetchPage(puller, read.links.next)
    await take(puller, { ...read, scope, text, before: cursor })
    path = read.links.next
  }
  return undefined
}

type PageRead = { readonly bundle: Bundle; readonly links: Links } | { readonly end: End }

/** What an answer is as a page; where it is none, how the following ends. */
function pageOf({ scope, answer, base }: { scope: string; answer: Answer; base: string }): PageRead {
  if (isLost(answer)) return { end: scope === historyScope ? 'not-offered' : undefined }
  const bundle = answer.kind === 'accepted' ? (answer.body as Bundle | undefined) : undefined
  if (bundle?.resourceType !== 'Bundle') return { end: troubleOf(answer) }
  const links = linksOf(bundle, base)
  if (links === undefined)
    return { end: { kind: 'busy', words: 'The clinic names its pages by an address that is not its own.' } }
  if (scope === historyScope && links.monitor === undefined) return { end: 'not-offered' }
  return { bundle, links }
}

/** A start that is refused is no start: the clinic does not offer this; a rest that is refused has run out. */
const isLost = (answer: Answer): boolean =>
  answer.kind === 'missing' || answer.kind === 'gone' || (answer.kind === 'refused' && answer.status !== 403)

const troubleOf = (answer: Answer): LinkTrouble => {
  if (answer.kind === 'signed-out') return { kind: 'signed-out', words: 'The clinic does not let this workstation in.' }
  if (answer.kind === 'refused') return { kind: 'signed-out', words: 'This workstation may not read at the clinic.' }
  if (answer.kind === 'later')
    return { kind: 'busy', words: answer.words, ...(answer.waitMs !== undefined && { waitMs: answer.waitMs }) }
  return {
    kind: 'silent',
    words: answer.kind === 'unknown' ? answer.words : 'The clinic sent something that is no list.',
  }
}

async function fetchPage({ line, now }: Puller, path: string): Promise<{ answer: Answer; text: string }> {
  const reply = await line.ask({ method: 'GET', path })
  return { answer: read(reply, one => answerOf(one, now().getTime())), text: reply?.text ?? '' }
}

interface Links {
  readonly next?: string
  /** Where what comes later will appear. */
  readonly monitor?: string
}

interface Taken {
  readonly scope: string
  readonly text: string
  readonly bundle: Bundle
  readonly links: Links
  readonly before: { readonly next: string | undefined } | undefined
}

async function take({ ops, commit, line }: Puller, { scope, text, bundle, links, before }: Taken): Promise<void> {
  const next = links.next ?? links.monitor
  const isEmpty = (bundle.entry?.length ?? 0) === 0
  if (isEmpty && before?.next === next) return
  const page = { text: isEmpty ? emptyPage : text, origin: line.base, scope, upTo: newestOf(bundle), next }
  await commit({ ...ops.applyPage(page), touches: isEmpty ? [] : ['record', 'outbox', 'sync'] })
}
const emptyPage = '{"resourceType":"Bundle","type":"history"}'

/** Where to begin: at the beginning, or a little before the newest server time seen. */
export function startOf(scope: string, upTo: string | undefined): string {
  const since = upTo ? new Date(Date.parse(upTo) - overlapMs).toISOString() : undefined
  if (scope === historyScope)
    return `_history?_sort=_lastUpdated&_count=${perPage}${since === undefined ? '' : `&_since=${since}`}`
  return `${scope}?_sort=_lastUpdated&_count=${perPage}${since === undefined ? '' : `&_lastUpdated=ge${since}`}`
}

/** The newest server time on a page; the server's clock, never ours. */
export function newestOf(bundle: Bundle): string | undefined {
  const times = (bundle.entry ?? []).map(({ resource, response }) =>
    Date.parse(resource?.meta?.lastUpdated ?? response?.lastModified ?? ''),
  )
  const newest = times.reduce((latest, at) => (at > latest ? at : latest), 0)
  return newest === 0 ? undefined : new Date(newest).toISOString()
}

/**
 * Links as paths below `base`, because an embedded clinic has another port after each start. Undefined where one leads
 * elsewhere: the token is for this clinic alone.
 */
export function linksOf(bundle: Bundle, base: string): Links | undefined {
  const links = (bundle.link ?? []).filter(({ relation }) => relation === 'next' || relation === 'monitor')
  if (links.some(({ url }) => url.includes('://') && !url.startsWith(`${base}/`))) return undefined
  return Object.fromEntries(links.map(({ relation, url }) => [relation, url.replace(`${base}/`, '')]))
}
