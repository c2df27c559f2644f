import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'
import { openShell, openStranger, picture, type Rig } from './shell-rig.ts'

const executable = findBrowser(process.platform, process.env)
const why = executable === undefined ? ' (not run: no Chromium)' : ''

/** Everything a hostile page can try at an address, with the right secrets in hand; what it got, by name. */
async function everythingAt(page: Page, base: string, secrets: { boot: string; session: string }) {
  return await page.evaluate(
    async ({ base, picture, boot, session }) => {
      const late = <T>(work: Promise<T>, else_: T) =>
        Promise.race([work, new Promise<T>(resolve => setTimeout(() => resolve(else_), 4000))])
      const tried = (work: () => Promise<unknown>) =>
        late(
          work().then(String, () => 'refused'),
          'refused',
        )
      const text = async (path: string, init?: RequestInit) => {
        const answer = await fetch(base + path, init)
        return answer.ok ? await answer.text() : 'refused'
      }
      const loaded = (tag: string, attribute: string, path: string) =>
        late(
          new Promise<string>(resolve => {
            const element = document.createElement(tag)
            element.onload = () => resolve(tag === 'iframe' ? whatIsIn(element as HTMLIFrameElement) : 'loaded')
            element.onerror = () => resolve('refused')
            element.setAttribute(attribute, base + path)
            document.body.append(element)
          }),
          'refused',
        )
      const whatIsIn = (frame: HTMLIFrameElement) => {
        try {
          return frame.contentDocument?.body.textContent?.includes('ours') ? 'loaded' : 'refused'
        } catch {
          return 'refused'
        }
      }
      const socket = (words: string[]) =>
        late(
          new Promise<string>(resolve => {
            const dialled = new WebSocket(`${base.replace('http', 'ws')}/words`, words)
            dialled.onopen = () => resolve('open')
            dialled.onerror = () => resolve('refused')
          }),
          'refused',
        )
      const events = () =>
        late(
          new Promise<string>(resolve => {
            const source = new EventSource(base + picture)
            source.onopen = () => resolve('open')
            source.onerror = () => resolve('refused')
          }),
          'refused',
        )
      const form = (type: string) => {
        const frame = document.createElement('iframe')
        frame.name = type
        document.body.append(frame)
        const made = document.createElement('form')
        Object.assign(made, { action: `${base}/boot`, method: 'post', enctype: type, target: type })
        made.append(Object.assign(document.createElement('input'), { name: boot, value: '' }))
        document.body.append(made)
        made.submit()
        return new Promise(resolve => setTimeout(resolve, 500))
      }
      const got = {
        page: await tried(() => text('/')),
        picture: await tried(() => text(picture)),
        boot: await tried(() => text('/boot', { method: 'POST', body: boot })),
        image: await loaded('img', 'src', picture),
        script: await loaded('script', 'src', '/assets/main.js'),
        frame: await loaded('iframe', 'src', '/'),
        socket: await socket(['cutis', session]),
        events: await events(),
        worker: await tried(async () => {
          await navigator.serviceWorker.register(`${base}/assets/main.js`)
          return 'registered'
        }),
      }
      // These cannot read an answer: what counts is whether the secret was traded.
      await fetch(`${base}/boot`, { method: 'POST', mode: 'no-cors', body: boot }).catch(() => undefined)
      await fetch(base + picture, { mode: 'no-cors' }).catch(() => undefined)
      navigator.sendBeacon(`${base}/boot`, boot)
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) await form(type)
      return got
    },
    { base, picture, ...secrets },
  )
}

const nothing = {
  page: 'refused',
  picture: 'refused',
  boot: 'refused',
  image: 'refused',
  script: 'refused',
  frame: 'refused',
  socket: 'refused',
  events: 'refused',
  worker: 'refused',
}

describe.skipIf(executable === undefined)(`16–19 a hostile page in a real browser${why}`, () => {
  let browser: Browser
  let fresh: Rig
  let used: Rig
  let session: string

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executable && { executablePath: executable }),
      args: ['--host-resolver-rules=MAP evil.test 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    })
  }, 120_000)
  afterAll(() => browser.close())
  beforeEach(async () => {
    fresh = await openShell()
    used = await openShell()
    session = used.secrets.exchange(used.secrets.boot) ?? ''
    return async () => {
      await fresh.close()
      await used.close()
    }
  })

  /** Neither the shell whose secret is still to be traded nor the one in use has noticed anything. */
  const expectNothingHappened = () => {
    expect([fresh.reached, used.reached]).toEqual([[], []])
    expect(fresh.secrets.exchange(fresh.secrets.boot)).toBeDefined()
  }

  test('control: our own page can do all of it but stay behind as a worker', async () => {
    const page = await browser.newPage()
    await page.goto(`${used.origin}/`)
    const got = await everythingAt(page, used.origin, { boot: used.secrets.boot, session })
    expect(got).toMatchObject({ picture: 'bytes', image: 'refused', script: 'loaded', socket: 'open' })
    expect(got).toMatchObject({ frame: 'refused', worker: 'refused', page: 'refused' })
    expect(used.reached).toContain(`bytes GET ${picture}`)
    await page.close()
  })

  test.each([
    ['another site', 'http://evil.test'],
    ['another port of localhost', 'http://localhost'],
    ['the address of this machine', 'http://127.0.0.1'],
  ])('a page of %s gets nothing and changes nothing', async (_, from) => {
    const stranger = await openStranger('<!doctype html><body>stranger')
    const page = await browser.newPage()
    for (const shell of [fresh, used]) {
      await page.goto(`${from}:${stranger.port}/`)
      expect(await everythingAt(page, shell.origin, { boot: shell.secrets.boot, session })).toEqual(nothing)
    }
    expectNothingHappened()
    await page.close()
    stranger.close()
  })

  test('a name that was bound to our address after its page came gets nothing and changes nothing', async () => {
    for (const shell of [fresh, used]) {
      // A page for each: the browser's own page about the refusal comes late, and would cut off the next way of the same page.
      const page = await browser.newPage()
      const rebound = `http://evil.test:${shell.port}`
      // Its page comes from elsewhere; all that the page asks for afterwards reaches our port under its own name.
      await page.route(`${rebound}/attack`, route =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>stranger' }),
      )
      await page.goto(`${rebound}/attack`)
      expect(await everythingAt(page, rebound, { boot: shell.secrets.boot, session })).toEqual(nothing)
      await expect(page.goto(`${rebound}/`)).rejects.toThrow('ERR_HTTP_RESPONSE_CODE_FAILURE')
      await page.close()
    }
    expectNothingHappened()
  })

  test('a link to us opens our page, and a forged secret in it opens nothing', async () => {
    const stranger = await openStranger('<!doctype html><body><a href="#" target="_blank">go</a>')
    const page = await browser.newPage()
    await page.goto(`http://localhost:${stranger.port}/`)
    await page.evaluate(to => document.querySelector('a')?.setAttribute('href', `${to}/#boot=forged`), used.origin)
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.click('a')])
    await opened.waitForLoadState()
    expect(await opened.evaluate(() => [document.body.textContent?.trim(), window.opener])).toEqual(['ours', null])
    expectNothingHappened()
    await opened.close()
    await page.close()
    stranger.close()
  })
})
