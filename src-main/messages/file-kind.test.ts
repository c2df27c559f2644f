import fc from 'fast-check'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { mp4, webm } from '../../src-shared/imaging/clip/rig/make.ts'
import { fileNameOf, fileTypeOf } from './file-kind.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const red = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#900' } })

it('knows a whole PDF, JPEG and PNG by their bytes', async () => {
  expect(fileTypeOf(bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'))).toBe('application/pdf')
  expect(fileTypeOf(await red().jpeg().toBuffer())).toBe('image/jpeg')
  expect(fileTypeOf(await red().png().toBuffer())).toBe('image/png')
})

it('takes nothing else, and nothing that was cut', async () => {
  expect(fileTypeOf(bytes('%PDF-1.7\n1 0 obj'))).toBeUndefined()
  expect(fileTypeOf(bytes(' %PDF-1.7\n%%EOF'))).toBeUndefined()
  expect(fileTypeOf(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined()
  expect(fileTypeOf(bytes('MZ\x90\x00'))).toBeUndefined()
  expect(fileTypeOf(await red().webp().toBuffer())).toBeUndefined()
  const jpeg = await red().jpeg().toBuffer()
  expect(fileTypeOf(jpeg.subarray(0, jpeg.length - 20))).toBeUndefined()
})

it('knows a clip as the capture room does, and takes none that was cut off', () => {
  expect([fileTypeOf(mp4()), fileTypeOf(webm())]).toEqual(['video/mp4', 'video/webm'])
  expect([fileTypeOf(mp4().subarray(0, -20)), fileTypeOf(webm().subarray(0, -2))]).toEqual([undefined, undefined])
  expect(fileTypeOf(mp4({ brand: 'heic' }))).toBeUndefined()
})

it('never throws, and never takes bytes that begin as none of them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), some => {
      const starts = [0x25, 0xff, 0x89, 0x1a]
      expect(fileTypeOf(some) === undefined || starts.includes(some[0] ?? 0)).toBe(true)
    }),
  )
})

it('keeps of a name what is safe to show and to save under', () => {
  expect(fileNameOf('C:\\letters\\Report 1.pdf')).toBe('Report 1.pdf')
  expect(fileNameOf('../../.bashrc')).toBe('bashrc')
  expect(fileNameOf('\u202Efdp.exe')).toBe('fdp.exe')
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), name => {
      const kept = fileNameOf(name)
      expect(kept).not.toMatch(/[/\\\p{C}<>:"|?*]/u)
      expect(kept.length).toBeGreaterThan(0)
      expect(kept.length).toBeLessThanOrEqual(120)
      expect(fileNameOf(kept)).toBe(kept)
    }),
  )
})
