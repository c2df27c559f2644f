import { expect, test } from 'vitest'
import { copyName } from './copy-name.ts'

test('a copy is named after what it is, and after nobody', () => {
  const blobId = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002'
  expect(copyName(blobId, 'image/jpeg')).toBe('picture-5b1f6a3e.jpg')
  expect(copyName(blobId, 'text/html')).toBe('picture-5b1f6a3e.bin')
})
