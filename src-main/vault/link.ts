import { Worker } from 'node:worker_threads'
import { Fault } from '../../src-shared/faults.ts'
import type { Answer, AskName, Asks, Question } from './protocol.ts'

export interface Link {
  ask<N extends AskName>(
    name: N,
    ask: Asks[N]['ask'],
    transfer?: readonly ArrayBufferLike[],
  ): Promise<Asks[N]['answer']>
  alive(): boolean
  /** Ends the thread; its memory goes with it. */
  end(): Promise<void>
}

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

function settle(answer: Answer, waiting: Map<number, Waiting>): void {
  if (!('ok' in answer)) return
  const asked = waiting.get(answer.id)
  waiting.delete(answer.id)
  if (answer.ok) asked?.resolve(answer.answer)
  else if (answer.fault !== undefined) asked?.reject(new Fault(answer.fault, { cause: new Error(answer.message) }))
  else asked?.reject(new Error(answer.message))
}

/** Starts the vault's thread. One that dies refuses everything still asked of it and everything after, and says so once. */
export function openLink(thread: URL | string, log: (line: string) => void, died: () => Promise<void>): Link {
  const worker = new Worker(thread, { name: 'vault' })
  const waiting = new Map<number, Waiting>()
  let dead: Error | undefined
  let ending = false
  let count = 0
  const die = (error: Error): void => {
    dead ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (answer: Answer) => ('log' in answer ? log(answer.log) : settle(answer, waiting)))
  worker.on('error', error => {
    log(`vault: its thread died (${error instanceof Error ? error.message : String(error)})`)
    die(new Error('the vault thread died', { cause: error }))
  })
  worker.on('exit', () => {
    die(new Fault('vault.locked'))
    if (!ending) died().catch(() => undefined)
  })
  return {
    ask: (name, ask, transfer = []) =>
      new Promise((resolve, reject) => {
        if (dead !== undefined) return reject(dead)
        const id = ++count
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
        worker.postMessage({ id, name, ask } satisfies Question, [...transfer] as ArrayBuffer[])
      }),
    alive: () => dead === undefined,
    async end() {
      ending = true
      await worker.terminate()
    },
  }
}
