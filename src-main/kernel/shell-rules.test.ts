import { describe, expect, test } from 'vitest'
import {
  admits,
  contentPolicy,
  isOurs,
  type Knock,
  mayNavigate,
  mayOpenOutside,
  mayShareScreen,
  mayUse,
} from './shell-rules.ts'

const app = 'cutis://app'

describe('navigation', () => {
  test.each(['cutis://app/', 'cutis://app/index.html#x'])('stays: %s', url => expect(mayNavigate(url, app)).toBe(true))
  test.each([
    'https://example.org/',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:cutis://app/1',
    'cutis://app.evil/',
    'cutis://user@app/',
    'about:blank',
    '',
    'CUTIS',
  ])('denied: %s', url => expect(mayNavigate(url, app)).toBe(false))
})

describe('permissions', () => {
  test('the camera for our page only', () => {
    expect(mayUse('media', 'cutis://app/', app)).toBe(true)
    expect(mayUse('media', 'https://evil.test/', app)).toBe(false)
  })
  test.each([
    'geolocation',
    'usb',
    'serial',
    'hid',
    'midi',
    'clipboard-read',
    'display-capture',
    'notifications',
    'idle-detection',
    'openExternal',
    'pointerLock',
    '',
  ])('never: %s', permission => expect(mayUse(permission, 'cutis://app/', app)).toBe(false))
})

describe('showing a screen', () => {
  const asked = { url: 'cutis://app/', byUser: true, audio: false }
  test('from our page, after a click', () => expect(mayShareScreen(asked, app)).toBe(true))
  test.each([
    ['another page', { ...asked, url: 'https://evil.test/' }],
    ['a frame that is gone', { ...asked, url: undefined }],
    ['nobody clicked', { ...asked, byUser: false }],
    ['with sound', { ...asked, audio: true }],
  ])('not: %s', (_, one) => expect(mayShareScreen(one, app)).toBe(false))
})

describe('senders', () => {
  const ours = { url: 'cutis://app/index.html', isMainFrame: true, windowId: 1 }
  const windows = new Set([1])
  test('our main frame', () => expect(isOurs(ours, app, windows)).toBe(true))
  test.each([
    ['a subframe', { ...ours, isMainFrame: false }],
    ['about:blank', { ...ours, url: 'about:blank' }],
    ['another window', { ...ours, windowId: 2 }],
    ['after navigation', { ...ours, url: 'https://evil.test/' }],
    ['a destroyed frame', undefined],
  ] as const)('not %s', (_, sender) => expect(isOurs(sender, app, windows)).toBe(false))
})

describe('links that leave', () => {
  const hosts = new Set(['dicom.nema.org'])
  test('https on the list', () => expect(mayOpenOutside('https://dicom.nema.org/medical', hosts)).toBe(true))
  test.each([
    'http://dicom.nema.org/',
    'https://dicom.nema.org:444/',
    'https://me@dicom.nema.org/',
    'https://dicom.nema.org.evil.test/',
    'https://dicom.nema.org\\@evil.test/',
    'https://dicоm.nema.org/',
    'file:///c:/windows',
    'smb://dicom.nema.org/',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'https://dicom.nema.org/\u0000',
    'not a url',
  ])('denied: %s', url => expect(mayOpenOutside(url, hosts)).toBe(false))
})

describe('the loopback door', () => {
  const document: Knock = {
    method: 'GET',
    path: '/',
    host: 'localhost:7001',
    hostCount: 1,
    origin: undefined,
    fetchSite: 'none',
    fetchDest: 'document',
    upgrade: false,
  }
  const script: Knock = { ...document, path: '/assets/main.js', fetchSite: 'same-origin', fetchDest: 'script' }
  const put: Knock = {
    ...script,
    method: 'PUT',
    path: '/bytes/x/incoming',
    origin: 'http://localhost:7001',
    fetchDest: 'empty',
  }
  const words: Knock = { ...put, method: 'GET', path: '/words', upgrade: true, fetchSite: 'same-origin' }

  test.each([
    ['the document', document],
    ['the document from a redirect file', { ...document, fetchSite: 'cross-site' }],
    ['a script of ours', script],
    ['an upload of ours', put],
    ['our socket', words],
  ] as const)('opens to %s', (_, knock) => expect(admits(knock, 7001)).toBe(true))

  test.each([
    ['a rebound name', { ...document, host: 'evil.test:7001' }],
    ['an address instead of the name', { ...document, host: '127.0.0.1:7001' }],
    ['a decimal address', { ...document, host: '2130706433:7001' }],
    ['a trailing dot', { ...document, host: 'localhost.:7001' }],
    ['a subdomain', { ...document, host: 'x.localhost:7001' }],
    ['another port', { ...document, host: 'localhost:7002' }],
    ['no host', { ...document, host: undefined }],
    ['two hosts', { ...document, hostCount: 2 }],
    ['an absolute-form target', { ...document, path: 'http://localhost:7001/' }],
    ['a service worker', { ...script, fetchDest: 'serviceworker' }],
    ['a frame', { ...document, fetchDest: 'iframe' }],
    ['a page of another site reading', { ...script, fetchSite: 'cross-site' }],
    ['a page of another port reading', { ...script, fetchSite: 'same-site' }],
    ['something without fetch metadata', { ...script, fetchSite: undefined }],
    ['an upload without origin', { ...put, origin: undefined }],
    ['an upload of another origin', { ...put, origin: 'http://evil.test' }],
    ['a null origin', { ...put, origin: 'null' }],
    ['a foreign form', { ...put, method: 'POST', fetchSite: 'cross-site' }],
    ['a foreign socket', { ...words, origin: 'http://evil.test' }],
    ['a socket without origin', { ...words, origin: undefined }],
    ['a socket elsewhere', { ...words, path: '/other' }],
    ['a preflight', { ...put, method: 'OPTIONS' }],
    ['a trace', { ...put, method: 'TRACE' }],
  ] as const)('stays shut to %s', (_, knock) => expect(admits(knock, 7001)).toBe(false))
})

test('the content policy has no wildcard and no unsafe word', () => {
  expect(contentPolicy('n')).not.toMatch(/\*|unsafe|http:|https:/)
})
