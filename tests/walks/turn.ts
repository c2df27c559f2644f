import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import { commandPath } from '../../build/peers.ts'

/** Why no relay can be started here; undefined where one can. */
export const whyNoRelay = (): string | undefined =>
  commandPath(['turnserver']) === undefined ? 'not run: coturn is missing (apt: coturn)' : undefined

/** A port that nobody listens on, on loopback. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export interface RelayWish {
  readonly port: number
  readonly secret: string
  /** The one transport it takes clients by. */
  readonly transport: 'udp' | 'tcp'
  /** Where its own files go. */
  readonly place: string
}

/** Starts coturn on loopback and waits until it listens; answers how to kill it. */
export async function startRelay({ port, secret, transport, place }: RelayWish): Promise<() => Promise<void>> {
  const program = commandPath(['turnserver'])
  if (!program) throw new Error('there is no coturn')
  const loopback = [
    '--listening-ip=127.0.0.1',
    '--relay-ip=127.0.0.1',
    '--allow-loopback-peers',
    '--cli-password=unused',
  ]
  const credentials = ['--realm=cutis', '--use-auth-secret', `--static-auth-secret=${secret}`]
  const files = ['--log-file=stdout', `--pidfile=${place}/turn.pid`, `--userdb=${place}/turn.db`]
  const listeners = ['--no-cli', '--no-tls', '--no-dtls', transport === 'udp' ? '--no-tcp' : '--no-udp']
  const args = ['-n', ...listeners, `--listening-port=${port}`, ...loopback, ...credentials, ...files]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: place })
  await listening(child)
  return async () => {
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
}

const listening = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', piece => {
      said += String(piece)
      // The last of its threads; the listeners stand by then.
      if (said.includes('(admin thread)')) resolve()
    })
    child.once('exit', code => reject(new Error(`coturn ended with ${code}: ${said}`)))
  })

/** A credential that was good once, as the clinic makes them. */
export function expiredIce(port: number, secret: string): string {
  const username = `${Math.floor(Date.now() / 1000) - 3600}:patient`
  const credential = createHmac('sha1', secret).update(username).digest('base64')
  const urls = [`turn:127.0.0.1:${port}?transport=udp`, `turn:127.0.0.1:${port}?transport=tcp`]
  return JSON.stringify({ iceServers: [{ urls, username, credential }] })
}
