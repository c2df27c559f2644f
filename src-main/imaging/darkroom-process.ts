import { isJob, type Print } from './darkroom-words.ts'
import { develop } from './develop.ts'

/** Beyond this the process ends itself: a picture must not take the workstation's memory with it. */
const mostMemory = 1024 * 1024 * 1024
const watchEveryMs = 100

interface ParentPort {
  on(event: 'message', listen: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

// A utility process (Electron) is given `parentPort`; a forked process (Node) speaks through `process.send`.
const parentPort = (process as { parentPort?: ParentPort }).parentPort

const answer = (print: Print): void => {
  if (parentPort === undefined) process.send?.(print)
  else parentPort.postMessage(print)
}

const serve = (message: unknown): void => {
  if (!isJob(message)) return
  const { id, bytes } = message
  develop(bytes).then(
    levels => answer({ id, levels }),
    // The decoder's words describe the file's structure, never its picture; they go to the local log only.
    (error: unknown) => answer({ id, failed: error instanceof Error ? error.message.slice(0, 200) : 'unknown' }),
  )
}

setInterval(() => {
  if (process.memoryUsage.rss() > mostMemory) process.exit(70)
}, watchEveryMs).unref()

if (parentPort === undefined) {
  process.on('message', serve)
  process.on('disconnect', () => process.exit(0))
} else {
  parentPort.on('message', event => serve(event.data))
}
