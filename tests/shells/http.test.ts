import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { idle, requestText, speak, statusesOf } from './raw.ts'
import { openShell, picture, type Rig } from './shell-rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openShell()
})
beforeEach(() => void rig.reached.splice(0))
afterAll(() => rig.close())

const get: Rig['get'] = (headers, target) => rig.get(headers, target)

describe('22 a request inside a request', () => {
  const inner = () => requestText(`GET ${picture} HTTP/1.1`, { ...rig.reading })
  const outer = (lines: string, body: string) =>
    `POST /boot HTTP/1.1\r\nHost: ${rig.own}\r\nOrigin: ${rig.origin}\r\nSec-Fetch-Site: same-origin\r\n${lines}\r\n\r\n${body}`

  test.each([
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked'],
    ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 4'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 4'],
    ['a signed length', 'Content-Length: +4'],
    ['an unknown coding', 'Transfer-Encoding: xchunked'],
    ['chunks named twice', 'Transfer-Encoding: chunked, identity'],
    ['a folded header', 'X-Folded: a\r\n Content-Length: 4'],
    ['a space before the colon', 'Content-Length : 4'],
    ['a bare line feed', 'X-A: b\nContent-Length: 4'],
    ['a NUL', 'X-A: b\0c'],
  ])('%s smuggles nothing in', async (_, lines) => {
    await speak(rig.port, outer(lines, `0\r\n\r\n${inner()}`))
    expect(rig.reached).toEqual([])
  })

  test('a header line too long is refused, and so are too many', async () => {
    expect(statusesOf(await get({ ...rig.document, 'X-Long': 'x'.repeat(64 * 1024) }))).toEqual([431])
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`X-${index}`, 'x']))
    expect(statusesOf(await get({ ...rig.document, ...many }))).toEqual([431])
  })

  test('HTTP/2, TLS and noise are refused', async () => {
    for (const noise of ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00', '\0'.repeat(100)])
      expect(statusesOf(await speak(rig.port, noise))).not.toContain(200)
  })

  test('an upgrade to anything but our socket is refused', async () => {
    const upgrade = { ...rig.writing, Connection: 'Upgrade', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' }
    expect(await get(upgrade, '/words')).not.toMatch(/ 101 /)
  })

  test('requests sent all at once are answered one by one, in order', async () => {
    const all = Array.from({ length: 50 }, (_, index) =>
      requestText(
        `GET ${picture}${index} HTTP/1.1`,
        index === 49 ? { ...rig.reading, Connection: 'close' } : rig.reading,
      ),
    )
    expect(statusesOf(await speak(rig.port, all.join('')))).toHaveLength(50)
    expect(rig.reached).toEqual(all.map((_, index) => `bytes GET ${picture}${index}`))
  })

  test('whoever dawdles over its headers is shown the door', async () => {
    const socket = await idle(rig.port)
    const gone = new Promise(resolve => socket.once('close', resolve))
    const drip = setInterval(() => socket.write('X-Slow: y\r\n'), 500)
    socket.on('error', () => {})
    socket.on('data', () => {})
    socket.write(`GET / HTTP/1.1\r\nHost: ${rig.own}\r\n`)
    await gone
    clearInterval(drip)
    expect(socket.destroyed).toBe(true)
  })

  test('hundreds that say nothing keep nobody waiting', async () => {
    const silent: Socket[] = await Promise.all(Array.from({ length: 400 }, () => idle(rig.port)))
    expect(statusesOf(await get(rig.document))).toEqual([200])
    for (const socket of silent) socket.destroy()
  })

  test('a body broken off and a handshake reset leave the shell standing', async () => {
    for (let round = 0; round < 20; round++) {
      const broken = connect(rig.port, '127.0.0.1', () => {
        broken.write(requestText('POST /boot HTTP/1.1', { ...rig.writing, 'Content-Length': '90' }, 'half'), () =>
          broken.resetAndDestroy(),
        )
      })
      const reset = connect(rig.port, '127.0.0.1', () => {
        const dial = { ...rig.writing, Connection: 'Upgrade', Upgrade: 'websocket' }
        reset.write(requestText('GET /words HTTP/1.1', dial), () => reset.resetAndDestroy())
      })
      for (const socket of [broken, reset]) socket.on('error', () => {})
      await Promise.all([broken, reset].map(socket => new Promise(resolve => socket.once('close', resolve))))
    }
    expect(statusesOf(await get(rig.document))).toEqual([200])
  })
})

describe('23 headers of a proxy', () => {
  const forged = () => ({
    'X-Forwarded-Host': rig.own,
    'X-Forwarded-For': '127.0.0.1',
    'X-Forwarded-Proto': 'http',
    'X-Original-URL': picture,
    'X-Rewrite-URL': picture,
    'X-HTTP-Method-Override': 'PUT',
    Forwarded: `for=127.0.0.1;host=${rig.own}`,
  })
  test('make no foreign host ours', async () => {
    expect(statusesOf(await get({ ...rig.document, Host: 'evil.test', ...forged() }))).toEqual([421])
  })
  test('change nothing of a request of ours, and are not repeated', async () => {
    const named = { ...forged(), 'X-Forwarded-Host': 'evil.test', Forwarded: 'host=evil.test' }
    const heard = await get({ ...rig.document, ...named })
    expect([statusesOf(heard), heard.includes('evil.test'), rig.reached]).toEqual([[200], false, []])
  })
})

describe('24 sent elsewhere', () => {
  test.each([
    '//evil.test/',
    '///evil.test',
    '/\\evil.test',
    '/%2f%2fevil.test',
    '/?next=http://evil.test',
    '/boot?next=//evil.test',
    '/boot',
    '/;@evil.test',
    '/%0d%0aLocation:%20http://evil.test',
  ])('%s redirects nowhere', async target => {
    for (const headers of [rig.document, rig.reading]) {
      const heard = await get(headers, target)
      expect(heard).not.toMatch(/^location:|^refresh:/im)
      expect(statusesOf(heard).every(status => status < 300 || status >= 400)).toBe(true)
    }
  })
})
