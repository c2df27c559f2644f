import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { refuse } from '../fhir/outcomes.ts'
import type { Answer } from '../http/answer.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; media-src 'self' blob: mediastream:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), usb=(), serial=(), hid=()',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** The built page lies beside the built clinic; run from sources, in the build's folder. */
const folder = (): string | undefined =>
  [
    join(import.meta.dirname, '..', 'patient'),
    join(import.meta.dirname, '..', '..', 'patient'),
    join(import.meta.dirname, '..', '..', 'out', 'patient'),
  ].find(existsSync)

let files: ReadonlyMap<string, Buffer> | undefined

const read = (): ReadonlyMap<string, Buffer> => {
  const at = folder()
  const found = new Map<string, Buffer>()
  for (const entry of at === undefined ? [] : readdirSync(at, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile()) found.set(file.slice((at ?? '').length).replaceAll('\\', '/'), readFileSync(file))
  }
  return found
}

const pages: Readonly<Record<string, string>> = {
  '/visit': '/index.html',
  '/visit/': '/index.html',
  '/portal': '/portal.html',
  '/portal/': '/portal.html',
}

/** A file of the patient's pages: of a table read once, so that no address reaches anything else. */
export const pageAnswer = (path: string): Answer => {
  files ??= read()
  const name = Object.hasOwn(pages, path) ? (pages[path] ?? '') : path.slice('/visit'.length)
  const body = path.startsWith('/visit') || Object.hasOwn(pages, path) ? files.get(name) : undefined
  const type = types[extname(name)]
  if (body === undefined || type === undefined) throw refuse(404, 'There is nothing here.')
  return { status: 200, headers: { ...headers, 'content-type': type }, body }
}
