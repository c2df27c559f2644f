import { parentPort } from 'node:worker_threads'
import { openShell } from './shell-rig.ts'

// A shell in a thread of its own, for a test that waits for a child process without answering anything meanwhile.
const { port, own, origin, document, reading, writing, secrets } = await openShell()
parentPort?.postMessage({ port, own, origin, document, reading, writing, session: secrets.exchange(secrets.boot) })
