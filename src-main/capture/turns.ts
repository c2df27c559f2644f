import { Fault } from '../../src-shared/faults.ts'

/** What is waited for by a person, before what can wait. */
export type Urgency = 'now' | 'later'

/** Works on one picture after the other, so that it never takes more than one picture's memory. */
export interface Turns {
  /** Does the work in its turn; asking twice under one name is asking once, at the greater urgency. Never rejects: failures are logged. */
  take(name: string, urgency: Urgency, work: () => Promise<void>): Promise<void>
  /** Lets go of what has not begun. */
  stop(): void
}

interface Turn {
  urgency: Urgency
  readonly name: string
  readonly work: () => Promise<void>
  readonly done: Promise<void>
  readonly end: () => void
}

export function openTurns(log: (line: string) => void): Turns {
  const waiting = new Map<string, Turn>()
  const asked = new Map<string, Turn>()
  let running = false

  const next = (): Turn | undefined => {
    const all = [...waiting.values()]
    return all.find(({ urgency }) => urgency === 'now') ?? all[0]
  }
  const run = async (): Promise<void> => {
    if (running) return
    running = true
    for (let turn = next(); turn; turn = next()) {
      waiting.delete(turn.name)
      try {
        await turn.work()
      } catch (error) {
        log(`capture: ${turn.name} put off (${error instanceof Fault ? error.code : 'unknown'})`)
      }
      asked.delete(turn.name)
      turn.end()
    }
    running = false
  }
  const newTurn = (name: string, urgency: Urgency, work: () => Promise<void>): Turn => {
    const { promise: done, resolve: end } = Promise.withResolvers<void>()
    const turn = { name, urgency, work, done, end }
    waiting.set(name, turn)
    asked.set(name, turn)
    return turn
  }
  return {
    take: (name, urgency, work) => {
      const turn = asked.get(name) ?? newTurn(name, urgency, work)
      if (urgency === 'now') turn.urgency = urgency
      void run()
      return turn.done
    },
    stop: () => {
      for (const turn of waiting.values()) {
        asked.delete(turn.name)
        turn.end()
      }
      waiting.clear()
    },
  }
}
