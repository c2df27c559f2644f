import type { Progress } from '../devices/index.ts'

interface Told {
  readonly kind: 'reading'
  readonly done: number
  readonly total?: number
}

/** Tells how far a work is while it runs, the latest only, and answers what it answers. Whoever stops listening must stop the work himself. */
export async function* told<Answer>(
  work: (progress: (progress: Progress) => void) => Promise<Answer>,
): AsyncGenerator<Told, Answer, void> {
  let latest: Progress | undefined
  let over = false
  let wake = (): void => {}
  const job = work(progress => {
    latest = progress
    wake()
  }).finally(() => {
    over = true
    wake()
  })
  // It is awaited below; until then a failure is not an unhandled one.
  job.catch(() => {})
  for (;;) {
    if (latest) {
      const { done, total } = latest
      latest = undefined
      yield { kind: 'reading', done, ...(total !== undefined && { total }) }
    } else if (over) return await job
    else
      await new Promise<void>(resolve => {
        wake = resolve
      })
  }
}
