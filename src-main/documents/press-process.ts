import { type Answer, serveOrders } from '../imaging/index.ts'
import { print } from './press/print.ts'
import { isOrder } from './words.ts'

/** Beyond this the process ends itself: a paper must not take the workstation's memory with it. */
const mostMemory = 768 * 1024 * 1024

const answered = async (message: unknown): Promise<Answer | undefined> => {
  if (!isOrder(message)) return undefined
  const { id, page, pictures } = message
  try {
    return { id, done: await print(page, pictures) }
  } catch (error) {
    // The library's words could quote what is on the paper; its kind of error cannot.
    return { id, failed: error instanceof Error ? error.name : 'unknown' }
  }
}

serveOrders(answered, mostMemory)
