import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { generateSync } from 'otplib'
import WebSocket from 'ws'
import { buildIfStale, root } from '../../build/run.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'

/** The built program: `npm test` has built it; another folder may be named while one is working on it. */
const built = process.env['CUTIS_OUT'] ?? join(root, 'out')
export const program = join(built, 'main', 'loopback.js')

/** Builds where nothing was built yet; a build that fails fails the test. */
export async function hasProgram(): Promise<void> {
  if (!existsSync(program) && (await buildIfStale()) !== 0) throw new Error('the build failed')
}

export interface Program {
  readonly child: ChildProcess
  /** Both outputs so far. */
  readonly said: () => string
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Waits for something to be said; rejects when the program ends without. */
  says(pattern: RegExp): Promise<RegExpMatchArray>
  stop(): Promise<number | string>
}

/** Starts the loopback shell as `npm start` does. */
export function start(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Program {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env } as NodeJS.ProcessEnv })
  let said = ''
  let heard = () => {}
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      said += piece
      heard()
    })
  const ended = new Promise<number | string>(resolve =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  )
  return {
    child,
    ended,
    said: () => said,
    says: pattern =>
      new Promise((resolve, reject) => {
        heard = () => {
          const match = pattern.exec(said)
          if (match) resolve(match)
        }
        heard()
        void ended.then(code => reject(new Error(`ended with ${code}: ${said}`)))
      }),
    async stop() {
      child.kill('SIGTERM')
      return await ended
    },
  }
}

/** The address a program without a window prints. */
export async function addressOf(running: Program): Promise<{ port: number; boot: string }> {
  const [, port, boot = ''] = await running.says(/http:\/\/localhost:(\d+)\/#boot=(\S+)/)
  return { port: Number(port), boot }
}

export interface Dialled {
  readonly client: CutisClient
  readonly session: string
  readonly close: () => void
}

/** Trades the one-shot secret and dials, with everything a browser of ours would send. */
export async function dial({ port, boot }: { port: number; boot: string }): Promise<Dialled> {
  const origin = `http://localhost:${port}`
  const session = await new Promise<string>((resolve, reject) => {
    const headers = { host: `localhost:${port}`, origin, 'sec-fetch-site': 'same-origin' }
    const asked = request({ host: '127.0.0.1', port, path: '/boot', method: 'POST', headers }, answer => {
      let text = ''
      answer.on('data', piece => {
        text += String(piece)
      })
      answer.on('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(`${answer.statusCode}`))))
    })
    asked.once('error', reject)
    asked.end(boot)
  })
  const socket = new WebSocket(`ws://localhost:${port}/words`, ['cutis', session], { origin, family: 4 })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const client: CutisClient = createORPCClient(new RPCLink({ websocket: socket as never }))
  return { client, session, close: () => socket.terminate() }
}

export const password = 'a long clinic password'
export const codeNow = (secret: string): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) })

/** A clinic folder that holds an administrator, made by the program itself and closed again; who signs in, and with what. */
export async function newClinic(folder: string) {
  const running = start(['--data', folder, '--no-window'])
  const { client, close } = await dial(await addressOf(running))
  const made = await setUp(client)
  close()
  await running.stop()
  return made
}

async function setUp(client: CutisClient) {
  const { secret, recoveryCodes } = await client.access.setUp({ clinicName: 'Skin Clinic', name: 'Ada Min', password })
  const { me } = await client.access.confirmCode({ code: codeNow(secret) })
  return { userId: me.userId, recoveryCodes }
}
