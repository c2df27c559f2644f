import { fork } from 'node:child_process'
import type { DarkroomProcess } from './darkroom-worker.ts'

/**
 * Starts the darkroom's entry as a Node process of its own: no inherited environment beyond what Node needs,
 * a small JavaScript heap, and no handle on the vault.
 */
export const forkDarkroom = (entry: string): DarkroomProcess => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=256'],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => ['PATH', 'SystemRoot'].includes(name))),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // An error that keeps the process from starting ends it just as an exit does.
  let ended = false
  let tell: (code: number | undefined) => void = () => {}
  const end = (code: number | undefined): void => {
    if (ended) return
    ended = true
    tell(code)
  }
  child.on('exit', code => end(code ?? undefined))
  child.on('error', () => end(undefined))
  return {
    send: message => {
      if (child.connected) child.send(message as object)
    },
    onMessage: listen => child.on('message', listen),
    onExit: listen => {
      tell = listen
      if (ended) listen(undefined)
    },
    kill: () => child.kill('SIGKILL'),
  }
}
