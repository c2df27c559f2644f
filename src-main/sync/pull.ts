import { type Bundle, recordTypes } from '../../src-shared/fhir/index.ts'
import type { Op, Reads, Writes } from '../vault/index.ts'
import { type Answer, answerOf } from './answer.ts'
import type { Line } from './http.ts'
import type { Cursor, Page } from './rows.ts'
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
  let path: string | undefined = cursor?.next ?? startOf(scope, cursor?.upTo)
  let page = fetchPage(puller, path)
  while (path !== undefined && !puller.signal.aborted) {
    const { answer, text } = await page
    if (isLost(answer)) {
      const start = startOf(scope, cursor?.upTo)
      // The address the clinic gave for the rest is no longer good: begin again a little before the last page taken in.
      if (path === start) return scope === historyScope ? 'not-offered' : undefined
      path = start
      page = fetchPage(puller, path)
      continue
    }
    const bundle = answer.kind === 'accepted' ? (answer.body as Bundle | undefined) : undefined
    if (bundle?.resourceType !== 'Bundle') return troubleOf(answer)
    const links = linksOf(bundle, puller.line.base)
    if (scope === historyScope && links.monitor === undefined) return 'not-offered'
    // The next page is on its way while this one is written.
    if (links.next !== undefined) page = fetchPage(puller, links.next)
    await take(puller, { scope, text, bundle, links, before: cursor })
    path = links.next
  }
  return undefined
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
  readonly before: Cursor | undefined
}

async function take(puller: Puller, { scope, text, bundle, links, before }: Taken): Promise<void> {
  const next = links.next ?? links.monitor
  const isEmpty = (bundle.entry ?? []).length === 0
  if (isEmpty && before && (before.next ?? undefined) === next) return
  const upTo = newestOf(bundle)
  const page: Page = {
    text: isEmpty ? '{"resourceType":"Bundle","type":"history"}' : text,
    origin: puller.line.base,
    scope,
    at: puller.now().toISOString(),
    ...(upTo !== undefined && { upTo }),
    ...(next !== undefined && { next }),
  }
  await puller.commit({ ...puller.ops.applyPage(page), touches: isEmpty ? [] : ['record', 'outbox', 'sync'] })
}

/** Where to begin: at the beginning, or a little before the newest server time seen. */
export function startOf(scope: string, upTo: string | null | undefined): string {
  const since = upTo ? new Date(Date.parse(upTo) - overlapMs).toISOString() : undefined
  if (scope === historyScope)
    return `_history?_sort=_lastUpdated&_count=${perPage}${since === undefined ? '' : `&_since=${since}`}`
  return `${scope}?_sort=_lastUpdated&_count=${perPage}${since === undefined ? '' : `&_lastUpdated=ge${since}`}`
}

/** The newest server time on a page; the server's clock, never ours. */
export function newestOf(bundle: Bundle): string | undefined {
  let newest: string | undefined
  for (const { resource, response } of bundle.entry ?? []) {
    const at = resource?.meta?.lastUpdated ?? response?.lastModified
    if (at !== undefined && (newest === undefined || Date.parse(at) > Date.parse(newest))) newest = at
  }
  return newest === undefined ? undefined : new Date(newest).toISOString()
}

/** Links as paths below `base` where they are the clinic's own: an embedded clinic has another port after each start. */
export function linksOf(bundle: Bundle, base: string): Links {
  const of = (relation: string) => {
    const url = bundle.link?.find(link => link.relation === relation)?.url
    return url?.startsWith(`${base}/`) ? url.slice(base.length + 1) : url
  }
  const next = of('next')
  const monitor = of('monitor')
  return { ...(next !== undefined && { next }), ...(monitor !== undefined && { monitor }) }
}
