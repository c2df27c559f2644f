/** Runs tasks one after the other: two sign-ins, or a sign-in and a lock, never meet half way. */
export function inTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const mine = last.then(task, task)
    last = mine
    return mine
  }
}
