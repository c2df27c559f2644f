import type { Keep, Shot } from '../../src-shared/contract/capture.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { type Bytes, troubleOf, type Upload } from '../link/index.ts'

/** What is known of earlier tries to keep the same picture; it makes a retry safe to repeat. */
export interface Attempt {
  readonly upload?: Upload
  /** The engine was asked and its answer never came: it may hold the picture already. */
  readonly unsure?: boolean
}

export type KeepAbout = Omit<Keep, 'uploadId'>

export type Kept =
  | { readonly ok: true; readonly shot: Shot }
  | { readonly ok: false; readonly error: unknown; readonly attempt: Attempt }

interface Uploading {
  readonly upload: Bytes['upload']
  readonly digest: (blob: Blob) => Promise<string>
}

interface Keeping extends Uploading {
  readonly capture: Pick<CutisClient['capture'], 'keep' | 'shots'>
}

/** SHA-256 of the bytes, lower-case hex. */
export async function sha256Of(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The same refusal as the engine's for bytes that are not what was sent. */
export const damaged = () => Object.assign(new Error('the bytes changed on their way'), { code: 'capture.damaged' })

/** Hands the original to the engine and checks that the same bytes arrived. */
export async function uploaded({ upload, digest }: Uploading, blob: Blob): Promise<Upload> {
  const [answer, sha256] = await Promise.all([upload(blob), digest(blob)])
  if (answer.sha256 !== sha256) throw damaged()
  return answer
}

/** The engine names a kept picture after its upload. */
const find = async ({ capture }: Keeping, about: KeepAbout, upload: Upload): Promise<Shot | undefined> =>
  (await capture.shots({ caseId: about.caseId })).find(({ blobId }) => blobId === upload.uploadId)

/** What a failed `keep` leaves behind for the next try. */
function after(error: unknown, upload: Upload): Attempt {
  const { code } = troubleOf(error)
  if (code === 'capture.uploadGone' || code === 'capture.damaged') return {}
  return code === 'engine.gone' || code === 'internal' ? { upload, unsure: true } : { upload }
}

/**
 * Hands the original over and has it kept. Success only when the engine says it is durable. After an answer that never
 * came the visit's pictures are looked through first, so that trying again never keeps a picture twice.
 */
export async function keepStill(
  needs: Keeping,
  bytes: Promise<Blob>,
  given: { about: KeepAbout; before: Attempt },
): Promise<Kept> {
  const { about, before } = given
  let attempt = before
  try {
    const upload = before.upload ?? (await uploaded(needs, await bytes))
    attempt = { ...before, upload }
    const there = before.unsure ? await find(needs, about, upload) : undefined
    if (there) return { ok: true, shot: there }
    try {
      return { ok: true, shot: await needs.capture.keep({ ...about, uploadId: upload.uploadId }) }
    } catch (error) {
      attempt = after(error, upload)
      const kept = troubleOf(error).code === 'vault.duplicate' ? await find(needs, about, upload) : undefined
      if (kept) return { ok: true, shot: kept }
      throw error
    }
  } catch (error) {
    return { ok: false, error, attempt }
  }
}
