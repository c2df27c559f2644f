import { expect, test } from 'vitest'
import { keychainOf } from './keychain.ts'

const linux = { platform: 'linux', available: true, before: undefined } as const

test.each([
  ['the secret service', { ...linux, backend: 'gnome_libsecret' }, { usable: true, backend: 'gnome_libsecret' }],
  ['the same as before', { ...linux, backend: 'kwallet6', before: 'kwallet6' }, { usable: true, backend: 'kwallet6' }],
  ['a fixed password', { ...linux, backend: 'basic_text' }, { usable: false, why: 'plain-text' }],
  ['nothing known', { ...linux, backend: 'unknown' }, { usable: false, why: 'unknown' }],
  ['no name', { ...linux, backend: undefined }, { usable: false, why: 'unknown' }],
  [
    'a changed desktop',
    { ...linux, backend: 'kwallet6', before: 'gnome_libsecret' },
    { usable: false, why: 'changed' },
  ],
  ['not there', { ...linux, available: false, backend: 'gnome_libsecret' }, { usable: false, why: 'absent' }],
  ['macOS', { ...linux, platform: 'darwin', backend: undefined }, { usable: true, backend: 'darwin' }],
] as const)('%s', (_, signs, expected) => expect(keychainOf(signs)).toEqual(expected))
