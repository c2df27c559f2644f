import { spawnSync } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { rowsOf, shared, uidOf } from '../../src-main/shell-loopback/peer.ts'
import { requestText } from './raw.ts'
import type { Rig } from './shell-rig.ts'

describe('20 another account of this machine', () => {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const why = isRoot ? '' : ' (not run: needs Linux and root)'
  const asking = (uid: number | undefined, own: Rig, session: string) => {
    const headers = { ...own.document, Connection: 'close' }
    const text = requestText('GET / HTTP/1.1', headers)
    const dialling = requestText('GET /words HTTP/1.1', {
      Host: own.own,
      Origin: own.origin,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Protocol': `cutis, ${session}`,
    })
    const script = `
      const { connect } = require('node:net')
      const say = text => new Promise(done => {
        const socket = connect(${own.port}, '127.0.0.1', () => socket.write(text))
        let heard = ''
        socket.setTimeout(2000, () => socket.destroy())
        socket.on('data', piece => { heard += piece })
        socket.on('error', () => {})
        socket.on('close', () => done(heard.split('\\r\\n')[0]))
      })
      Promise.all(JSON.parse(process.argv[1]).map(say)).then(all => console.log(JSON.stringify(all)))`
    const as = uid === undefined ? {} : { uid, gid: uid }
    const child = spawnSync(process.execPath, ['-e', script, JSON.stringify([text, dialling])], {
      ...as,
      encoding: 'utf8',
      cwd: '/',
    })
    return child.status === 0 ? (JSON.parse(child.stdout) as string[]) : [child.stderr]
  }

  test.skipIf(!isRoot)(`gets not a byte with the right secret, while we do${why}`, async () => {
    // The shell must answer while this thread waits for the child, so it lives in another.
    const worker = new Worker(new URL('./shell-thread.ts', import.meta.url))
    const own = (await new Promise(resolve => worker.once('message', resolve))) as Rig & { session: string }
    const nobody = 65534
    expect(asking(undefined, own, own.session)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 101 Switching Protocols'])
    expect(asking(nobody, own, own.session)).toEqual(['', ''])
    await worker.terminate()
  })

  const ends = { theirAddress: '127.0.0.1', theirPort: 40_000, ourAddress: '127.0.0.1', ourPort: 7001 }
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
  const row = (ends: string, state = '01', uid = 1000) =>
    `   0: ${ends} ${state} 00000000:00000000 00:00000000 00000000 ${uid}        0 12345 1`
  const table = (...rows: string[]) => rowsOf([head, ...rows].join('\n'))

  test('is told by both ends of the connection, address and port', () => {
    expect(uidOf(table(row('0100007F:9C40 0100007F:1B59')), ends)).toBe(1000)
  })
  test('cannot borrow a row of ours on the same ports of other addresses', () => {
    const ours = row('0100007F:9C40 0200007F:1B59', '01', 1000)
    const theirs = row('0100007F:9C40 0100007F:1B59', '01', 65_534)
    expect(uidOf(table(ours, theirs), ends)).toBe(65_534)
    expect(uidOf(table(row('0300007F:9C40 0100007F:1B59')), ends)).toBeUndefined()
  })
  test('cannot hide behind a row the kernel has taken over', () => {
    expect(uidOf(table(row('0100007F:9C40 0100007F:1B59', '06', 0)), ends)).toBeUndefined()
  })
  test('is told on a socket of IPv6 as well', () => {
    const mapped = (end: string) => `0000000000000000FFFF0000${end}`
    expect(uidOf(table(row(`${mapped('0100007F:9C40')} ${mapped('0100007F:1B59')}`)), ends)).toBe(1000)
  })
})

test('20 a flood of connections is looked up together, each after it came', async () => {
  let readings = 0
  const ask = shared(async () => ++readings)
  const first = ask()
  await Promise.resolve()
  const later = Array.from({ length: 100 }, () => ask())
  expect([await first, ...new Set(await Promise.all(later))]).toEqual([1, 2])
  expect(await ask()).toBe(3)
})
