/**
 * Every security decision a shell makes, as pure functions of what it was asked. Both shells call these and nothing else,
 * so that what Electron decides is tested without Electron.
 */

/** A window shows our own origin and nothing else, ever. */
export const mayNavigate = (url: string, ownOrigin: string): boolean => originOf(url) === ownOrigin

/** Camera and microphone for our own page; every other permission is refused. */
export function mayUse(permission: string, requestingUrl: string, ownOrigin: string): boolean {
  return (permission === 'media' || permission === 'fullscreen') && originOf(requestingUrl) === ownOrigin
}

/** A screen is shown only from our own page, after a click on it, and never with the sound of the machine. */
export const mayShareScreen = (
  asked: { readonly url: string | undefined; readonly byUser: boolean; readonly audio: boolean },
  ownOrigin: string,
): boolean => asked.url !== undefined && originOf(asked.url) === ownOrigin && asked.byUser && !asked.audio

export interface Sender {
  readonly url: string
  readonly isMainFrame: boolean
  readonly windowId: number
}

/** A message counts only from the main frame of a window we opened, while it still shows our origin. */
export const isOurs = (sender: Sender | undefined, ownOrigin: string, windowIds: ReadonlySet<number>): boolean =>
  sender !== undefined && sender.isMainFrame && windowIds.has(sender.windowId) && originOf(sender.url) === ownOrigin

/** Links that may leave the workstation: https, a host of the list, no user name, no odd port, nothing to decode twice. */
export function mayOpenOutside(url: string, hosts: ReadonlySet<string>): boolean {
  const parsed = parse(url)
  return (
    parsed !== undefined &&
    parsed.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    hosts.has(parsed.hostname) &&
    !/[\\\s\p{Cc}]/u.test(url)
  )
}

export interface Knock {
  readonly method: string
  readonly path: string
  readonly host: string | undefined
  readonly hostCount: number
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly fetchDest: string | undefined
  readonly upgrade: boolean
}

/**
 * Whether the loopback shell answers at all. The Host is exactly ours (a rebound name arrives with its own), everything
 * but reading carries our exact Origin, everything but the one document comes from our own page, and the document itself
 * is only ever a top-level page. Forwarded headers are never looked at.
 */
export function admits(knock: Knock, port: number): boolean {
  const own = `localhost:${port}`
  const fromUs = knock.origin === `http://${own}`
  if (!isAddressedTo(own, knock)) return false
  if (knock.origin !== undefined && !fromUs) return false
  if (knock.upgrade) return fromUs && isDialling(knock)
  if (isWriting.has(knock.method)) return fromUs && knock.fetchSite === 'same-origin'
  return isReading.has(knock.method) && mayRead(knock)
}

const isDialling = ({ method, path }: Knock): boolean => method === 'GET' && path === '/words'

/** Nothing of ours is a service worker, so whatever asks for one would stay behind and answer in our place. */
const isAddressedTo = (own: string, { host, hostCount, path, fetchDest }: Knock): boolean =>
  host === own && hostCount === 1 && path.startsWith('/') && fetchDest !== 'serviceworker'

const isWriting = new Set(['PUT', 'POST'])
const isReading = new Set(['GET', 'HEAD'])
const mayRead = ({ path, fetchDest, fetchSite }: Knock): boolean =>
  path === '/' ? fetchDest === 'document' : fetchSite === 'same-origin'

/** The content policy of every page we serve. `nonce` is fresh for each document. */
export const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob: mediastream:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types cutis default',
  ].join('; ')

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

/** `URL.origin` is the text "null" for custom schemes, so scheme and host are compared instead. */
function originOf(url: string): string | undefined {
  const parsed = parse(url)
  if (!parsed || parsed.username !== '' || parsed.password !== '') return undefined
  return `${parsed.protocol}//${parsed.host}`
}
