import { isJob, type Job, type Made } from './darkroom-words.ts'
import { develop } from './develop.ts'
import { type Answer, serveOrders } from './serve.ts'
import { share } from './strip/share.ts'
import { tile } from './tile.ts'

/** Beyond this the process ends itself: a picture must not take the workstation's memory with it. */
const mostMemory = 1024 * 1024 * 1024

const makers: { readonly [Name in keyof Made]: (bytes: Uint8Array) => Promise<Made[Name]> } = {
  levels: develop,
  tiles: tile,
  share,
}

const made = async ({ make, bytes }: Job): Promise<object> => {
  if (!Object.hasOwn(makers, make)) throw new Error('no such work')
  return await makers[make](bytes)
}

const answered = async (message: unknown): Promise<Answer | undefined> => {
  if (!isJob(message)) return undefined
  const { id } = message
  try {
    return { id, done: await made(message) }
  } catch (error) {
    // The decoder's words describe the file's structure, never its picture; they go to the local log only.
    return { id, failed: error instanceof Error ? error.message.slice(0, 200) : 'unknown' }
  }
}

serveOrders(answered, mostMemory)
