import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchOptions } from './main.ts'
import { routerHost, whyNoNetworks } from './visit-net.ts'
import { thread } from './visit-thread.ts'
import { week } from './visit-week.ts'

/**
 * A call of ours beside a bare RTCPeerConnection, in two Chromiums whose networks this process routes between: `connect`,
 * `cpu`, `latency`, `adapt` (300 kbit/s), `recovery` (a path that falls silent, a network that is left), `memory` (`--minutes`);
 * and what stands around a visit: `thread`, a long conversation, and `week`, a full week of the schedule.
 */
export async function run(options: BenchOptions): Promise<void> {
  const { case: only } = options
  if (only === undefined || only === 'thread') await thread()
  if (only === undefined || only === 'week') await week()
  if (only !== 'thread' && only !== 'week') await call(options)
}

async function call({ few, case: only, minutes }: BenchOptions): Promise<void> {
  const why = whyNoNetworks()
  if (why !== undefined) return void process.stderr.write(`visit: not run: ${why}\n`)
  const place = mkdtempSync(join(tmpdir(), 'cutis-bench-visit-'))
  const name = `cutis${process.pid}r`
  try {
    certify(place)
    execFileSync('ip', ['netns', 'add', name])
    const told = JSON.stringify({ few, case: only, ...(minutes !== undefined && { minutes: Number(minutes) }) })
    const inside = join(import.meta.dirname, 'visit-inside.ts')
    const child = spawn('ip', ['netns', 'exec', name, process.execPath, inside, place, told], {
      stdio: 'inherit',
      // The clinic is asked by its address, under a certificate made for this run.
      env: { ...process.env, NODE_EXTRA_CA_CERTS: join(place, 'cert.pem') },
    })
    // Whoever stops the bench must find no network of it left.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill('SIGTERM'))
    const code = await new Promise<number | null>(resolve => child.once('close', resolve))
    if (code !== 0) throw new Error(`the bench ended with ${code}`)
  } finally {
    execFileSync('ip', ['netns', 'del', name])
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function certify(place: string): void {
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=bench', '-addext', `subjectAltName=IP:${routerHost}`]
  const files = ['-keyout', join(place, 'key.pem'), '-out', join(place, 'cert.pem')]
  execFileSync('openssl', ['req', ...kind, ...subject, ...files], { stdio: 'ignore' })
}
