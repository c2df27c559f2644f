import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { contentPolicy } from './shell-rules.ts'

/** The built renderer, held in memory: a request names an entry of this table and can reach nothing else. */
export interface Glass {
  /** The page or file at a path, or a 404. The document carries a nonce of its own. */
  serve(path: string): Response
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

const everyPage = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(self), fullscreen=(self), display-capture=(self), geolocation=(), usb=(), serial=(), hid=()',
  'cache-control': 'no-store',
}

/** How a page of this shell reaches the engine: over a WebSocket, or a port its preload hands it. */
export type Way = 'socket' | 'port'

/** Reads the renderer's folder once. Files of an unknown kind are not served. The document is told which way to take. */
export async function openGlass(folder: string, way: Way): Promise<Glass> {
  const files = new Map<string, { type: string; body: Buffer<ArrayBuffer> }>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, file).split(sep).join('/')}`, { type, body: await readFile(file) })
  }
  return {
    serve(path) {
      const name = path === '/' ? '/index.html' : path
      const file = files.get(name)
      if (!file) return new Response('Nothing here.', { status: 404, headers: everyPage })
      const headers = { ...everyPage, 'content-type': file.type }
      if (name !== '/index.html') return new Response(file.body, { headers })
      const nonce = randomBytes(16).toString('base64')
      const page = file.body.toString('utf8').replaceAll('__CUTIS_NONCE__', nonce).replace('__CUTIS_WAY__', way)
      return new Response(page, { headers: { ...headers, 'content-security-policy': contentPolicy(nonce) } })
    },
  }
}
