import { type FileHandle, open } from 'node:fs/promises'
import {
  type BlobKeys,
  chunkCount,
  headerLength,
  headerStartBytes,
  type Opener,
  openHeader,
  SealBroken,
  sealedBytes,
  tagBytes,
} from './blob-format.ts'
import { freeNow } from './lend.ts'

const chunksPerRead = 4

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length)
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(buffer, at, length - at, position + at)
    if (bytesRead === 0) throw new SealBroken('file ends early')
    at += bytesRead
  }
  return buffer
}

/** Opens a sealed file's header and checks the file's length against it. Throws SealBroken, ENOENT. */
export async function readOpener(path: string, keys: BlobKeys): Promise<Opener> {
  const file = await open(path, 'r')
  try {
    const start = await readExactly(file, 0, headerStartBytes)
    const rest = await readExactly(file, headerStartBytes, headerLength(start) - headerStartBytes)
    const opener = openHeader(keys, Buffer.concat([start, rest]))
    const { size } = await file.stat()
    if (size !== sealedBytes(opener.headerBytes, opener.size, opener.chunk)) throw new SealBroken('wrong file length')
    return opener
  } finally {
    await file.close()
  }
}

/** Decrypts bytes [start, end) of a sealed file; every chunk touched is authenticated first. */
export async function readRange(
  path: string,
  opener: Opener,
  range: { start: number; end: number },
): Promise<Buffer<ArrayBuffer>> {
  const { start, end } = range
  const plain = Buffer.allocUnsafeSlow(end - start)
  if (end === start) return plain
  const file = await open(path, 'r')
  try {
    const first = Math.floor(start / opener.chunk)
    const last = Math.floor((end - 1) / opener.chunk)
    for (let from = first; from <= last; from += chunksPerRead) {
      const to = Math.min(last, from + chunksPerRead - 1)
      await readChunks(file, opener, { from, to, start, plain })
    }
    return plain
  } finally {
    await file.close()
  }
}

interface Stretch {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly plain: Buffer
}

async function readChunks(file: FileHandle, opener: Opener, { from, to, start, plain }: Stretch): Promise<void> {
  const stride = opener.chunk + tagBytes
  const sealedEnd = Math.min((to + 1) * stride, opener.size + chunkCount(opener.size, opener.chunk) * tagBytes)
  const sealed = await readExactly(file, opener.headerBytes + from * stride, sealedEnd - from * stride)
  for (let index = from; index <= to; index++) {
    const at = (index - from) * stride
    const chunk = opener.openChunk(index, sealed.subarray(at, Math.min(at + stride, sealed.length)))
    const offset = index * opener.chunk - start
    chunk.copy(plain, Math.max(0, offset), Math.max(0, -offset))
    chunk.fill(0)
    freeNow(chunk)
  }
}

/** Authenticates every byte of a sealed file. Throws SealBroken, ENOENT. */
export async function verifySealed(path: string, keys: BlobKeys): Promise<Opener> {
  const opener = await readOpener(path, keys)
  const step = opener.chunk * chunksPerRead
  for (let start = 0; start < opener.size || start === 0; start += step) {
    const end = Math.min(opener.size, start + step)
    if (end > start) (await readRange(path, opener, { start, end })).fill(0)
    else await verifyEmpty(path, opener)
  }
  return opener
}

async function verifyEmpty(path: string, opener: Opener): Promise<void> {
  const file = await open(path, 'r')
  try {
    opener.openChunk(0, await readExactly(file, opener.headerBytes, tagBytes))
  } finally {
    await file.close()
  }
}
