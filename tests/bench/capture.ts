import { createCipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { admitted, openRig as openCaptureRig, taken } from '../../src-main/capture/rig/open.ts'
import { caller, face, keepAct, newBlobId, newFolder, openRig, password } from '../../src-main/vault/rig/open.ts'
import { rigStore } from '../../src-main/vault/rig/store.ts'
import { median, report, sideBySide, timed } from './measure.ts'

const megabyte = 1_000_000
const sizesMb = [0.5, 3, 12]
const rounds = 25

/** From the shutter to safe: the vault beside the least any program must do with the same bytes to call them safe. */
export async function run(): Promise<void> {
  const folder = newFolder()
  const vault = openRig(folder)
  await vault.create(face, password)
  const ops = vault.ops(rigStore)
  try {
    for (const mb of sizesMb) {
      const bytes = randomBytes(mb * megabyte)
      const keep = async () => {
        const id = newBlobId()
        await vault.keep(caller, keepAct, [{ id, meta: {}, bytes }], [ops.addShot({ id, note: 'bench' })])
      }
      const ms = await sideBySide(
        { ours: () => timed(keep), peer: () => timed(async () => pipe(folder, bytes)) },
        rounds,
      )
      tell(`vault.keep ${mb} MB`, { mb, ms, n: rounds })
    }
    await wholeCapture(folder)
  } finally {
    await vault.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The room's own keep: rows, records and audit of a real picture, its smaller levels made outside the time measured. */
async function wholeCapture(folder: string): Promise<void> {
  const rig = await openCaptureRig()
  const where = await admitted(rig)
  const size = { width: 2400, height: 1800, channels: 3 as const, background: '#c98' }
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  const source = await sharp({ create: { ...size, noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
  const mb = source.length / megabyte
  let serial = 0
  const picture = (): Uint8Array => {
    // Another picture each time: bytes after the end of a JPEG are carried along.
    const bytes = new Uint8Array(source.length + 4)
    bytes.set(source)
    new DataView(bytes.buffer).setUint32(source.length, ++serial)
    return bytes
  }
  try {
    const times: number[] = []
    const ours = async () => {
      const bytes = picture()
      let blobId = ''
      const ms = await timed(async () => {
        blobId = (await taken(rig, where, { bytes })).blobId
      })
      await rig.capture.bytesOf(blobId, 'thumb')
      times.push(ms)
      return ms
    }
    const ms = await sideBySide({ ours, peer: () => timed(async () => pipe(folder, source)) }, 15)
    tell(`upload + capture.keep ${mb.toFixed(1)} MB JPEG`, { mb, ms: { ...ms, ours: median(times.slice(1)) }, n: 15 })
  } finally {
    await rig.close()
    rig.remove()
  }
}

const tell = (name: string, { mb, ms, n }: { mb: number; ms: { ours: number; peer: number }; n: number }): void =>
  report({
    bench: 'capture',
    case: name,
    value: (mb / ms.ours) * 1000,
    unit: 'MB/s',
    peer: (mb / ms.peer) * 1000,
    better: 'higher',
    n,
  })

const chunkBytes = 256 * 1024

/** Encrypt in chunks, write, fsync, rename, fsync of the folder: no rows, no checks, nothing to find it again by. */
function pipe(folder: string, bytes: Uint8Array): void {
  const key = randomBytes(32)
  const path = join(folder, 'pipe')
  const file = openSync(`${path}.tmp`, 'wx', 0o600)
  for (let at = 0, chunk = 0; at < bytes.length; at += chunkBytes, chunk++) {
    const nonce = Buffer.alloc(12)
    nonce.writeUInt32BE(chunk, 8)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    writeSync(file, cipher.update(bytes.subarray(at, at + chunkBytes)))
    cipher.final()
    writeSync(file, cipher.getAuthTag())
  }
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.tmp`, path)
  const place = openSync(folder, 'r')
  fsyncSync(place)
  closeSync(place)
}
