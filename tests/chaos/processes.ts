import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PrivateRegistration } from '../../src-main/sync/sign-in.ts'
import type { Order, Word } from './workstation.ts'

const entry = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

type Question = Order extends infer O ? (O extends { readonly id: number } ? Omit<O, 'id'> : never) : never

export interface Machine {
  up(): Promise<void>
  /** kill -9, and at once a new one over the same folder. */
  kill(): Promise<void>
  end(): Promise<void>
}

export interface Workstation extends Machine {
  key(): PrivateRegistration
  /** Asked of whichever process lives, again after each death, until one has answered. */
  ask(question: Question): Promise<Word>
}

/** A workstation that is killed and comes back; what was asked and not answered is asked anew. */
export function openWorkstation(folder: string, origin: string): Workstation {
  let child: ChildProcess
  let ready = Promise.withResolvers<void>()
  let key: string | undefined
  let count = 0
  const open = new Map<number, { order: Order; resolve: (word: Word) => void }>()
  const start = (): void => {
    ready = Promise.withResolvers<void>()
    child = fork(entry('./workstation.ts'), { serialization: 'advanced', execArgv: ['--no-warnings'] })
    child.on('message', (word: Word) => {
      if (word.kind === 'up') {
        key = word.key
        for (const { order } of open.values()) child.send(order)
        ready.resolve()
        return
      }
      open.get(word.id)?.resolve(word)
      open.delete(word.id)
    })
    child.send({ kind: 'open', folder, origin } satisfies Order)
  }
  start()
  return {
    up: () => ready.promise,
    key: () => JSON.parse(key ?? 'null') as PrivateRegistration,
    ask: question =>
      new Promise(resolve => {
        const order = { ...question, id: ++count } as Order
        open.set(count, { order, resolve })
        if (key !== undefined && child.connected) child.send(order, () => undefined)
      }),
    async kill() {
      await killed(child)
      start()
    },
    end: () => killed(child),
  }
}

/** The embedded clinic as the process it is in the product; after a kill it comes back on the same port. */
export function openClinicProcess(folder: string, keyHex: string, registration: () => object) {
  let child: ChildProcess
  let port = 0
  let ready = Promise.withResolvers<void>()
  const start = (): void => {
    ready = Promise.withResolvers<void>()
    const args = ['--data', folder, '--port', String(port)]
    child = fork(entry('../../src-clinic/main.ts'), args, { serialization: 'advanced', execArgv: ['--no-warnings'] })
    child.on('message', (word: { kind: string; origin?: string }) => {
      if (word.kind === 'listening') {
        port = Number(new URL(word.origin ?? '').port)
        child.send({ kind: 'open', keyHex, registration: registration() })
      }
      if (word.kind === 'opened') ready.resolve()
      if (word.kind === 'failed') ready.reject(new Error('the clinic did not open'))
    })
  }
  start()
  return {
    port: () => port,
    up: () => ready.promise,
    async kill() {
      await killed(child)
      start()
    },
    end: () => killed(child),
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
