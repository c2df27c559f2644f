import { fork } from 'node:child_process'

/** A process of ours, as both shells can start one: Node's `fork` or Electron's utility process. */
export interface Helper {
  send(message: object): void
  onMessage(listen: (message: unknown) => void): void
  /** Told once, with the exit code where there is one. */
  onExit(listen: (code: number | undefined) => void): void
  kill(): void
}

/** Starts an entry as a Node process that inherits nothing but the path to find Node's own tools. */
export function forkHelper(entry: string, args: readonly string[] = [], heapMb = 512): Helper {
  const child = fork(entry, args, {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMb}`],
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = Promise.withResolvers<number | undefined>()
  child.on('exit', code => ended.resolve(code ?? undefined))
  child.on('error', () => ended.resolve(undefined))
  return {
    send: message => {
      // A process that died between two messages is told about by onExit.
      if (child.connected) child.send(message, () => {})
    },
    onMessage: listen => void child.on('message', listen),
    onExit: listen => void ended.promise.then(listen),
    kill: () => void child.kill('SIGKILL'),
  }
}
