import { type Answer, serveOrders } from '../serve.ts'
import { jobs } from './jobs.ts'
import { isOrder } from './words.ts'

/** Beyond this the process ends itself: measuring must not take the workstation's memory with it. */
const mostMemory = 1536 * 1024 * 1024

const answered = async (message: unknown): Promise<Answer | undefined> => {
  if (!isOrder(message)) return undefined
  const { id, job, sheets } = message
  try {
    if (!Object.hasOwn(jobs, job)) throw new Error('no such job')
    const work = jobs[job] as (sheets: unknown) => Promise<object>
    return { id, done: await work(sheets) }
  } catch (error) {
    // An exception's words describe the file or the code, never the patient; some engines throw bare numbers.
    return { id, failed: error instanceof Error ? error.message.slice(0, 200) : 'unknown' }
  }
}

serveOrders(answered, mostMemory)
