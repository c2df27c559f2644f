/** Runs pieces of work one after the other, in the order they came; a failing one does not stop the next. */
export const openWriteLock = () => {
  let tail: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = tail.then(work)
    tail = mine.catch(() => undefined)
    return mine
  }
}
export type WriteLock = ReturnType<typeof openWriteLock>
