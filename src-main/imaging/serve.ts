/** What a process answers to an order. */
export type Answer = { readonly id: number; readonly done: object } | { readonly id: number; readonly failed: string }

const watchEveryMs = 100

interface ParentPort {
  on(event: 'message', listen: (message: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/**
 * Serves orders in a process of our own, under Electron (`parentPort`) as under Node (`process.send`), until the parent goes. Beyond
 * `mostMemory`, bytes, the process ends itself. What is no order is not answered.
 */
export function serveOrders(answered: (message: unknown) => Promise<Answer | undefined>, mostMemory: number): void {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort
  const answer = (one: Answer): void => {
    if (parentPort === undefined) process.send?.(one)
    else parentPort.postMessage(one)
  }
  const serve = async (message: unknown): Promise<void> => {
    const one = await answered(message)
    if (one) answer(one)
  }
  setInterval(() => {
    if (process.memoryUsage.rss() > mostMemory) process.exit(70)
  }, watchEveryMs).unref()
  if (parentPort === undefined) {
    process.on('message', message => void serve(message))
    process.on('disconnect', () => process.exit(0))
  } else {
    parentPort.on('message', event => void serve(event.data))
  }
}
