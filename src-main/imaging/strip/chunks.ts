import { crc32 } from 'node:zlib'
import { spells, tag, u32 } from '../../../src-shared/imaging/bytes.ts'
import { onlyOrientation } from './orientation.ts'

// PNG 3rd edition, 11: the picture, its animation, and what says how its numbers become colours.
const pngKept = new Set(
  'IHDR PLTE IDAT IEND tRNS acTL fcTL fdAT cHRM gAMA iCCP sBIT sRGB cICP bKGD mDCV cLLI'.split(' '),
)

function pngChunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** The same PNG with the chunks of the picture and its colours only, and the orientation alone. Undefined where it is cut short. */
export function strippedPng(bytes: Uint8Array, orientation: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + u32(bytes, at)
    if (end > bytes.length) return undefined
    const name = tag(bytes, at + 4)
    if (pngKept.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IHDR' && orientation !== 1) parts.push(pngChunk('eXIf', onlyOrientation(orientation)))
    if (name === 'IEND') return Buffer.concat(parts)
    at = end
  }
  return undefined
}

const webpKept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const [xmpFlag, exifFlag] = [0x04, 0x08]

function webpChunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** The extended header without the flags of what was taken out (WebP container specification, VP8X). */
function flagged(chunk: Uint8Array, orientation: number): Uint8Array {
  const head = Buffer.from(chunk)
  head[8] = ((head[8] ?? 0) & ~(xmpFlag | exifFlag)) | (orientation === 1 ? 0 : exifFlag)
  return head
}

/** The same WebP with the chunks of the picture and its colours only, and the orientation alone. Undefined where it is cut short. */
export function strippedWebp(bytes: Uint8Array, orientation: number): Uint8Array | undefined {
  const until = 8 + u32(bytes, 4, 'little')
  if (until > bytes.length) return undefined
  const parts: Uint8Array[] = []
  for (let at = 12; at + 8 <= until; ) {
    const length = u32(bytes, at + 4, 'little')
    const end = at + 8 + length + (length % 2)
    if (end > until) return undefined
    const chunk = bytes.subarray(at, end)
    if (spells(chunk, 0, 'VP8X')) parts.push(flagged(chunk, orientation))
    else if (webpKept.has(tag(chunk, 0))) parts.push(chunk)
    at = end
  }
  if (orientation !== 1) parts.push(webpChunk('EXIF', onlyOrientation(orientation)))
  return webpChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts]))
}
