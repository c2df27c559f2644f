import { Fault, faults } from '../../src-shared/faults.ts'
import { type Bundle, type Media, searchByLid } from '../../src-shared/fhir/index.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Vault } from '../vault/index.ts'
import { answerOf } from './answer.ts'
import { bytesPlaceOf } from './references.ts'
import type { SendRow } from './rows.ts'
import type { Sender } from './send.ts'
import { read, unsent, type Verdict } from './verdict.ts'

export interface BytesSender extends Sender {
  readonly blob: Vault['blob']
  readonly timeoutMs: number
}

/** What stands here for a sealed file; `sha1` base64, `size` in bytes. */
interface Stand {
  readonly contentType: string
  readonly size: number
  readonly sha1: string
  readonly securityContext?: { readonly reference?: string }
}

/**
 * Sends the bytes of one sealed file. A Binary has no identifier, so a POST of one cannot be told from a second: the
 * image that shows the bytes is looked for first, and what was stored is read back before it counts.
 */
export async function sendBytes(row: SendRow, sender: BytesSender): Promise<Verdict> {
  const stand = JSON.parse(row.sent) as Stand
  const there = await alreadyThere(row, stand, sender)
  if (typeof there === 'object') return there
  const id = there ?? (await upload(row, stand, sender))
  if (typeof id === 'object') return id
  const stored = await sender.line.digest(`Binary/${id}`)
  if (stored?.sha1 !== stand.sha1)
    return unsent(row, { kind: 'unknown', words: 'The image did not arrive whole; it is sent again.' }, sender)
  return { ops: [sender.ops.done(row.seq, { serverId: id, serverVersion: null, base: row.sent })] }
}

/** The Binary an image of ours at the clinic already shows, judged by its hash. */
async function alreadyThere(row: SendRow, stand: Stand, sender: BytesSender): Promise<string | Verdict | undefined> {
  for (const owner of await sender.store.ownersOf(row.id)) {
    const reply = await sender.line.ask({ method: 'GET', path: `Media?${searchByLid({ type: 'Media', id: owner })}` })
    const answer = read(reply, one => answerOf(one, sender.now().getTime()))
    if (answer.kind !== 'accepted') return unsent(row, answer, sender)
    const content = (answer.body as Bundle | undefined)?.entry?.map(
      entry => (entry.resource as Media | undefined)?.content,
    )
    const found = content?.find(one => one?.hash === stand.sha1 && one.url !== undefined)
    const place = found?.url === undefined ? undefined : bytesPlaceOf(found.url)
    if (place) return place.id
  }
  return undefined
}

async function upload(row: SendRow, stand: Stand, sender: BytesSender): Promise<string | Verdict> {
  const bytes = await bytesOf(row.id as BlobId, sender)
  if ('words' in bytes) return { ops: [sender.ops.refuse(row.seq, bytes.words)] }
  const context = stand.securityContext?.reference
  const patient = context === undefined ? undefined : row.ids[context]
  const reply = await sender.line.ask({
    method: 'POST',
    path: 'Binary',
    headers: { 'content-type': stand.contentType, ...(patient && { 'x-security-context': `Patient/${patient}` }) },
    body: bytes,
    timeoutMs: sender.timeoutMs * 10,
  })
  const answer = read(reply, one => answerOf(one, sender.now().getTime()))
  if (answer.kind !== 'accepted') return unsent(row, answer, sender)
  return (
    answer.location.id ??
    unsent(row, { kind: 'unknown', words: 'The clinic did not say where it put the image.' }, sender)
  )
}

async function bytesOf(
  id: BlobId,
  { blob }: BytesSender,
): Promise<Uint8Array<ArrayBuffer> | { readonly words: string }> {
  try {
    const reader = await blob(id)
    return reader ? await reader.read(0, reader.size) : { words: faults['vault.blobDamaged'].says }
  } catch (error) {
    if (error instanceof Fault && error.code === 'vault.blobDamaged') return { words: faults[error.code].says }
    throw error
  }
}
