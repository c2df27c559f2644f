import { expect, test } from 'vitest'
import { pastedPath } from './pasted-path.ts'

test.each([
  ['  /srv/exports ', '/srv/exports'],
  ['"C:\\Exports\\Derma Pictures"', 'C:\\Exports\\Derma Pictures'],
  ["'/srv/a b'", '/srv/a b'],
  ['file:///srv/a%20b', '/srv/a b'],
  ['file:///srv/100%', 'file:///srv/100%'],
  ['"', '"'],
  ['   ', ''],
])('%j is the path %j', (text, path) => {
  expect(pastedPath(text)).toBe(path)
})
