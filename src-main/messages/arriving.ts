import { createHash, randomUUID } from 'node:crypto'
import type { BlobId, SessionId, UserId } from '../../src-shared/ids.ts'
import { bareClip, sniff, stripped } from '../imaging/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { type FileType, fileTypeOf, largestFile } from './file-kind.ts'
import type { WantedFile } from './files-store.ts'
import { sealedFile } from './sealed-file.ts'
import { moveOldTemplates } from './templates.ts'

/** What came of asking the clinic for stored bytes. `offline`: there is nobody to ask; `failed`: it was asked and did not give them whole. */
export type FetchedBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' | 'failed' | 'offline' }

/** Reads the stored bytes of one Binary at the clinic, at most so many. Never rejects for what a wire does. */
export type FetchFile = (binaryId: string, mostBytes: number) => Promise<FetchedBytes>

const machine: Caller = {
  userId: '00000000-0000-8000-8000-000000000001' as UserId,
  name: 'This workstation',
  role: 'workstation',
  sessionId: randomUUID() as SessionId,
}

const sweepMs = 30_000
const firstWaitMs = 30_000
const longestWaitMs = 3_600_000
const atATime = 4

/** An id of FHIR that is a name and no path. */
const isId = (id: string): boolean => /^(?!\.)[A-Za-z0-9.-]{1,64}$/.test(id)

/** What a patient or another place has sent says nothing of where and by whose device a picture or a clip was taken. */
function bare(bytes: Uint8Array, mediaType: FileType): Uint8Array | undefined {
  if (mediaType === 'application/pdf') return bytes
  if (mediaType.startsWith('video/')) return bareClip(bytes)?.bytes
  const picture = sniff(bytes)
  return picture.ok ? stripped(bytes, picture) : undefined
}

/** The file as it is kept: of a kind that messages carry, pictures and clips without metadata; undefined where it is not taken. */
function kept(bytes: Uint8Array): { readonly mediaType: FileType; readonly bytes: Uint8Array } | undefined {
  const mediaType = fileTypeOf(bytes)
  if (mediaType === undefined) return undefined
  const plain = bare(bytes, mediaType)
  return plain && { mediaType, bytes: plain }
}

/** Asks again later and later, at the longest every hour. */
const putOff = ({ ops, now }: Desk, { fileId, patientId, tries }: WantedFile) => {
  const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 10))
  return ops.putFileOff({ fileId, patientId, nextAt: new Date(now().getTime() + waitMs).toISOString() })
}

async function seal(desk: Desk, { fileId, patientId }: WantedFile, file: NonNullable<ReturnType<typeof kept>>) {
  const { mediaType, bytes } = file
  const [blobId, keptAt] = [randomUUID() as BlobId, desk.at()]
  const meta = sealedFile({ keptAt, patientId, mediaType, records: [], from: fileId })
  const act = { name: 'messages.fetch', action: 'C', patientId, entity: `Binary/${blobId}` } as const
  const row = { fileId, blobId, patientId, mediaType, sizeBytes: bytes.byteLength }
  await desk.vault.keep(machine, act, [{ id: blobId, meta, bytes }], [desk.ops.fileCame(row)])
}

/** Fetches one file; false where there is nobody to ask. */
async function fetchOne(desk: Desk, wanted: WantedFile): Promise<boolean> {
  const { fileId, patientId, hash } = wanted
  const act = { name: 'messages.fetch', action: 'U', patientId } as const
  const refuse = (why: 'too-large' | 'not-taken') =>
    desk.vault.commit(machine, act, [desk.ops.refuseFile({ fileId, patientId, why })])
  const came: FetchedBytes = isId(fileId) ? await desk.fetchFile(fileId, largestFile) : { kind: 'too-large' }
  if (came.kind === 'offline') return false
  if (came.kind === 'too-large') await refuse(isId(fileId) ? 'too-large' : 'not-taken')
  else if (came.kind !== 'bytes' || !isWhole(came.bytes, hash))
    await desk.vault.commit(machine, act, [putOff(desk, wanted)])
  else {
    const file = kept(came.bytes)
    if (file) await seal(desk, wanted, file)
    else await refuse('not-taken')
  }
  return true
}

const isWhole = (bytes: Uint8Array, hash: string | null): boolean =>
  hash === null || createHash('sha1').update(bytes).digest('base64') === hash

/** Brings files of messages that were written elsewhere: one after another, beside everything else, until a lock. */
export function openArriving(desk: Desk) {
  let timer: NodeJS.Timeout | undefined
  let work: Promise<void> | undefined
  let moving: Promise<void> | undefined
  let again = false
  const round = async (): Promise<void> => {
    while (timer !== undefined) {
      const wanted = await desk.store.wantedFiles(desk.at(), atATime)
      if (wanted.length === 0) return
      for (const one of wanted) {
        if (timer === undefined || !(await fetchOne(desk, one))) return
      }
    }
  }
  /** Something may have come: look now. */
  const look = (): void => {
    again = true
    if (timer === undefined || work !== undefined) return
    again = false
    work = round()
      // A vault that was locked meanwhile, or is full: the next look goes on.
      .catch((error: unknown) => desk.log(`messages: files wait (${error instanceof Error ? error.name : 'unknown'})`))
      .finally(() => {
        work = undefined
        if (again) look()
      })
  }
  return {
    look,
    resume: (): void => {
      clearInterval(timer)
      timer = setInterval(look, sweepMs).unref()
      moving = moveOldTemplates(desk, machine).catch((error: unknown) =>
        desk.log(`messages: templates wait (${error instanceof Error ? error.name : 'unknown'})`),
      )
      look()
    },
    forget: (): void => {
      clearInterval(timer)
      timer = undefined
    },
    /** Resolves when what is under way has ended. */
    settled: async (): Promise<void> => {
      await moving
      await work
    },
  }
}
