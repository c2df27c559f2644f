import type { Thumbs } from '../link/index.ts'

/** A small picture is made right after its original is safe, so one that is not there yet is asked for again. */
const mostTries = 4
const pauseMs = 250

interface Wanted {
  readonly thumbs: Pick<Thumbs, 'ask'>
  readonly blobId: string
  /** The picture, decoded; the caller closes it. */
  readonly came: (bitmap: ImageBitmap) => void
  /** There is none after some tries, or the engine did not answer. */
  readonly none: () => void
}

/** Asks for a picture's small level and decodes it; the answer stops asking, and nothing comes after that. */
export function wantBitmap({ thumbs, blobId, came, none }: Wanted): () => void {
  let gone = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const fetched = async () => {
    const picture = await thumbs.ask(blobId)
    if (gone) return
    if (!picture) throw new Error('no small picture')
    const bitmap = await createImageBitmap(new Blob([picture], { type: 'image/webp' }))
    if (gone) bitmap.close()
    else came(bitmap)
  }
  const attempt = (tries: number): void =>
    void fetched().catch(() => {
      if (gone) return
      if (tries >= mostTries) none()
      else timer = setTimeout(() => attempt(tries + 1), pauseMs * 2 ** tries)
    })
  attempt(0)
  return () => {
    gone = true
    clearTimeout(timer)
  }
}
