import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { requestText, speak, statusesOf } from './raw.ts'
import { dialled, openShell, picture, type Rig } from './shell-rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openShell()
})
beforeEach(() => void rig.reached.splice(0))
afterAll(() => rig.close())

const get: Rig['get'] = (headers, target) => rig.get(headers, target)
const post: Rig['post'] = (target, headers, body) => rig.post(target, headers, body)

test('control: our own browser gets the page, a picture, and may trade the secret', async () => {
  expect(statusesOf(await get(rig.document))).toEqual([200])
  expect(statusesOf(await get(rig.reading, picture))).toEqual([200])
  expect(rig.reached).toEqual([`bytes GET ${picture}`])
  expect(statusesOf(await post('/boot', rig.writing, 'wrong'))).toEqual([403])
})

describe('15 the name it is called by', () => {
  test.each([
    'evil.test',
    'evil.test:PORT',
    '127.0.0.1:PORT',
    '2130706433:PORT',
    '0x7f000001:PORT',
    '0177.0.0.1:PORT',
    '127.1:PORT',
    '[::1]:PORT',
    '[::ffff:127.0.0.1]:PORT',
    'localhost.:PORT',
    'x.localhost:PORT',
    'localhost',
    'localhost:1',
    'localhost:PORT.evil.test',
    'localhost:PORT@evil.test',
    'evil.test#localhost:PORT',
    '',
  ])('refuses Host "%s"', async host => {
    const named = host.replace('PORT', String(rig.port))
    expect(statusesOf(await get({ ...rig.document, Host: named }))).toEqual([421])
    expect(statusesOf(await get({ ...rig.reading, Host: named }, picture))).toEqual([421])
    expect(rig.reached).toEqual([])
  })

  test('refuses two Host headers, in either order and case', async () => {
    for (const [first, second] of [
      [rig.own, 'evil.test'],
      ['evil.test', rig.own],
      [rig.own, rig.own],
    ]) {
      const text = `GET ${picture} HTTP/1.1\r\nHost: ${first}\r\nhOST: ${second}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n`
      expect(statusesOf(await speak(rig.port, text))).not.toContain(200)
    }
    expect(rig.reached).toEqual([])
  })

  test('refuses a request without a Host, also an old one', async () => {
    for (const version of ['1.0', '1.1']) {
      const text = `GET ${picture} HTTP/${version}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n`
      expect(await speak(rig.port, text)).not.toMatch(/ 200 /)
    }
    expect(rig.reached).toEqual([])
  })

  test.each(['http://localhost:PORT/', 'http://evil.test/', '*', 'localhost:PORT'])(
    'refuses the target "%s"',
    async target => {
      const heard = await get(rig.document, target.replace('PORT', String(rig.port)))
      expect(statusesOf(heard)).not.toContain(200)
    },
  )
})

describe('17 writing from elsewhere, even with the right secret', () => {
  test.each([
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['JSON as plain text', { 'Content-Type': 'text/plain' }],
    ['a multipart form', { 'Content-Type': 'multipart/form-data; boundary=x' }],
  ])('%s of another site, another port, nobody', async (_, type) => {
    for (const from of [
      { Origin: 'http://evil.test', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'http://localhost:1', 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: undefined, 'Sec-Fetch-Site': undefined },
      { Origin: undefined, 'Sec-Fetch-Site': 'none' },
    ])
      expect(statusesOf(await post('/boot', { Host: rig.own, ...from, ...type }, rig.secrets.boot))).toEqual([421])
    expect(rig.secrets.admits('')).toBe(false)
  })

  test.each(['OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND'])('%s is no verb here', async verb => {
    const heard = await speak(
      rig.port,
      requestText(`${verb} ${picture} HTTP/1.1`, { ...rig.writing, Connection: 'close' }),
    )
    expect(heard).not.toMatch(/ 200 |access-control/i)
    expect(rig.reached).toEqual([])
  })

  test('no answer ever carries a CORS header', async () => {
    for (const headers of [rig.document, rig.writing, { ...rig.writing, Origin: 'http://evil.test' }])
      expect(await get(headers)).not.toMatch(/access-control-/i)
  })
})

describe('18 a stranger on the socket', () => {
  let session: string
  let strangers: Rig
  beforeAll(async () => {
    strangers = await openShell()
    session = strangers.secrets.exchange(strangers.secrets.boot) ?? ''
  })
  afterAll(() => strangers.close())
  const dial = (headers: Record<string, string>, words = ['cutis', session], path = '/words') =>
    dialled(`ws://localhost:${strangers.port}${path}`, words, headers)

  test('control: our page with the secret gets in', async () => {
    expect(await dial({ origin: strangers.origin })).toBe('open')
  })
  test.each([
    ['no Origin', {}],
    ['another site', { origin: 'http://evil.test' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['the address', { origin: 'http://127.0.0.1:PORT' }],
    ['https', { origin: 'https://localhost:PORT' }],
    ['our origin as a prefix', { origin: 'http://localhost:PORT.evil.test' }],
    ['our origin twice', { origin: 'http://localhost:PORT, http://localhost:PORT' }],
    ['null', { origin: 'null' }],
    ['a file', { origin: 'file://' }],
    ['an extension', { origin: 'chrome-extension://abc' }],
    ['a rebound host', { origin: 'http://localhost:PORT', host: 'evil.test:PORT' }],
  ] as const)('%s is refused, the right secret notwithstanding', async (_, headers) => {
    const named = Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('PORT', String(strangers.port)),
    ])
    expect(await dial(Object.fromEntries(named) as Record<string, string>)).not.toBe('open')
    expect(strangers.reached).toEqual([])
  })
  test.each([
    ['no secret', ['cutis']],
    ['a wrong secret', ['cutis', 'x'.repeat(43)]],
    ['the one-shot secret', ['cutis', 'BOOT']],
    ['the secret under another name', ['other', 'SESSION']],
    ['nothing', []],
  ])('%s is refused, our origin notwithstanding', async (_, words) => {
    const said = words.map(word => word.replace('BOOT', strangers.secrets.boot).replace('SESSION', session))
    expect(await dial({ origin: strangers.origin }, said)).not.toBe('open')
  })
  test('another address is refused', async () => {
    expect(await dial({ origin: strangers.origin }, ['cutis', session], '/boot')).not.toBe('open')
  })
})

describe('20 the one-shot secret', () => {
  test('wrong ones open nothing and use nothing up; the right one works once; a replay does not', async () => {
    const one = await openShell()
    const trade = (body: string) =>
      speak(
        one.port,
        requestText(
          'POST /boot HTTP/1.1',
          { ...one.writing, 'Content-Length': String(body.length), Connection: 'close' },
          body,
        ),
      )
    const wrong = ['', one.secrets.boot.slice(1), `${one.secrets.boot} `, one.secrets.boot.toLowerCase(), '__proto__']
    for (let guess = 0; guess < 200; guess++) wrong.push(String(guess).padStart(43, 'A'))
    for (const body of wrong) expect(statusesOf(await trade(body))).toEqual([403])
    const right = await trade(one.secrets.boot)
    const session = right.split('\r\n\r\n')[1] ?? ''
    expect([statusesOf(right), one.secrets.admits(session.split('\r\n')[1] ?? session)]).toEqual([[200], true])
    expect(right).toMatch(/cache-control: no-store/i)
    expect(right).not.toMatch(/set-cookie/i)
    expect(statusesOf(await trade(one.secrets.boot))).toEqual([403])
    expect(statusesOf(await trade(session))).toEqual([403])
    expect(statusesOf(await trade('x'.repeat(5000)))).toEqual([413])
    await one.close()
  })

  test('is refused when it comes too late', async () => {
    const clock = { now: 0 }
    const one = await openShell(clock)
    clock.now = one.longLifeMs + 1
    expect(one.secrets.exchange(one.secrets.boot)).toBeUndefined()
    await one.close()
  })
})
