import { type Bundle, LID_SYSTEM, type Resource } from '../../src-shared/fhir/index.ts'
import type { Op, Reads, Writes } from '../vault/index.ts'
import { type Answer, answerOf } from './answer.ts'
import type { Line } from './http.ts'
import type { SyncSql } from './store.ts'
import { type LinkTrouble, read } from './verdict.ts'

export interface Recognition {
  readonly line: Line
  readonly store: Pick<Reads<SyncSql>, 'setting'>
  readonly ops: Pick<Writes<SyncSql>, 'setSetting'>
  readonly commit: (op: Op) => Promise<unknown>
  readonly now: () => Date
  readonly newId: () => string
}

/** Is this the clinic whose answers we keep? Anything but `known` stops the sync until a person has looked. */
export type Recognized = 'known' | { readonly stranger: string } | LinkTrouble

/**
 * Compares the clinic with the one of last time: what it calls itself, a mark of ours, and the last thing it confirmed.
 * A clinic that was emptied, exchanged or put back from a backup would else be taken for one where much was deleted.
 */
export async function recognize(needs: Recognition): Promise<Recognized> {
  return (await sameName(needs)) ?? (await sameMark(needs)) ?? (await sameMemory(needs)) ?? 'known'
}

type Step = Promise<Exclude<Recognized, 'known'> | undefined>

async function asked({ line, now }: Recognition, path: string): Promise<Answer> {
  return read(await line.ask({ method: 'GET', path }), reply => answerOf(reply, now().getTime()))
}

const trouble = (answer: Answer): LinkTrouble => {
  if (answer.kind === 'signed-out') return { kind: 'signed-out', words: 'The clinic does not let this workstation in.' }
  if (answer.kind === 'later')
    return { kind: 'busy', words: answer.words, ...(answer.waitMs !== undefined && { waitMs: answer.waitMs }) }
  if (answer.kind === 'refused') return { kind: 'signed-out', words: answer.words }
  return { kind: 'silent', words: answer.kind === 'unknown' ? answer.words : 'What answers there is no clinic.' }
}

async function sameName(needs: Recognition): Step {
  const answer = await asked(needs, 'metadata')
  if (answer.kind !== 'accepted' || answer.body?.resourceType !== 'CapabilityStatement') return trouble(answer)
  const name = nameOf(answer.body)
  const before = await needs.store.setting('clinic')
  if (name === undefined || name === before) return undefined
  if (before !== undefined) return { stranger: 'This is another clinic than the one this workstation works with.' }
  await needs.commit(needs.ops.setSetting('clinic', name))
  return undefined
}

/** What a clinic calls itself; a loopback address says nothing, its port is another after each start. */
function nameOf(statement: Resource): string | undefined {
  const { url, implementation } = statement as { url?: unknown; implementation?: { url?: unknown } }
  if (typeof url === 'string' && url.startsWith('urn:uuid:')) return url
  const address = implementation?.url
  return typeof address === 'string' && !/\/\/(localhost|127\.|\[::1\])/.test(address) ? address : undefined
}

async function sameMark(needs: Recognition): Step {
  const made = await needs.store.setting('marked')
  const mark = made ?? (await needs.store.setting('mark')) ?? (await newMark(needs))
  const query = `identifier=${LID_SYSTEM}|${mark}`
  if (made === undefined) {
    const answer = await leaveMark(needs, mark, query)
    if (answer.kind !== 'accepted') return trouble(answer)
    await needs.commit(needs.ops.setSetting('marked', mark))
    return undefined
  }
  const answer = await asked(needs, `Basic?${query}`)
  if (answer.kind !== 'accepted' || !answer.body) return trouble(answer)
  const there = (answer.body as Bundle).entry?.some(entry => entry.resource?.resourceType === 'Basic')
  return there
    ? undefined
    : { stranger: 'The clinic has forgotten this workstation: it was emptied, or it is another one.' }
}

/** Remembered before it is left, so that a crash in between leaves no second one. */
async function newMark({ ops, commit, newId }: Recognition): Promise<string> {
  const mark = newId()
  await commit(ops.setSetting('mark', mark))
  return mark
}

async function leaveMark({ line, now }: Recognition, mark: string, query: string): Promise<Answer> {
  const body = JSON.stringify({
    resourceType: 'Basic',
    identifier: [{ system: LID_SYSTEM, value: mark }],
    code: { text: 'A Cutis workstation knows this clinic by this record.' },
  })
  const reply = await line.ask({ method: 'POST', path: 'Basic', headers: { 'if-none-exist': query }, body })
  return read(reply, one => answerOf(one, now().getTime()))
}

/** The last record the clinic confirmed must still be there, in that version or a later one. */
async function sameMemory(needs: Recognition): Step {
  const witness = await needs.store.setting('witness')
  const [type, id, version = ''] = witness?.split(' ') ?? []
  if (!type || !id) return undefined
  const answer = await asked(needs, `${type}/${id}`)
  if (answer.kind === 'gone') return undefined
  const stranger = 'The clinic has lost records it had confirmed: it was put back to an older state.'
  if (answer.kind === 'missing') return { stranger }
  if (answer.kind !== 'accepted') return trouble(answer)
  return isBefore(answer.location.version, version) ? { stranger } : undefined
}

/** Only counted versions can be compared; others say nothing about order. */
const isBefore = (version: string | undefined, than: string): boolean =>
  version !== undefined && /^\d+$/.test(version) && /^\d+$/.test(than) && Number(version) < Number(than)
