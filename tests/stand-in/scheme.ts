import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer, requestOf } from '../../src-main/shell-loopback/http.ts'

type Handler = (request: Request) => Response | Promise<Response>

let serving: Promise<string> | undefined

/**
 * Chromium knows no scheme of ours, so the handler of `cutis://` is reached through a port of localhost: a secure context
 * like the real scheme. Answers where a `cutis://app/…` address is found.
 */
export async function serveScheme(handlers: ReadonlyMap<string, Handler>, url: string): Promise<string> {
  serving ??= new Promise(resolve => {
    const server = createServer((request, response) => {
      const asked = requestOf(request)
      const { pathname } = new URL(asked.url)
      const handler = handlers.get('cutis')
      const own = new Request(`cutis://app${pathname}`, asked)
      void Promise.resolve(handler?.(own) ?? new Response(null, { status: 404 })).then(found => answer(response, found))
    })
    server.listen(0, '127.0.0.1', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`))
  })
  return (await serving) + new URL(url).pathname
}
