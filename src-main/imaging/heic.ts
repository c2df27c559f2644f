import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { sniffWalk } from './sniff.ts'
import type { Raw } from './tiff-of.ts'

// The library is a file of its own beside ours, so that it can be replaced (ADR 0011).
// Not named `require`: the bundler declares that name itself wherever it sees it used.
const fromHere = createRequire(import.meta.url)

interface Image {
  readonly handle: unknown
  get_width(): number
  get_height(): number
  is_primary(): boolean
  free(): void
}

/** The few calls of libheif that are used, as its JavaScript side offers them. */
interface Libheif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): Image[] }
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown }
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGB: unknown }
  readonly heif_channel: { readonly heif_channel_interleaved: unknown }
  heif_js_decode_image2(handle: unknown, space: unknown, chroma: unknown): Promise<Decoded> | Decoded
}

interface Decoded {
  readonly code?: unknown
  readonly channels?: readonly {
    readonly id: unknown
    readonly width: number
    readonly height: number
    readonly stride: number
    readonly data: Uint8Array
  }[]
}

/** A fresh instance: WebAssembly's memory never shrinks, so it goes with the picture. */
async function openLibrary(): Promise<Libheif> {
  const load = fromHere('libheif-js/libheif-wasm/libheif.js') as (options: object) => Promise<Libheif> | Libheif
  const silent = () => {}
  const wasmBinary = await readFile(require.resolve('libheif-js/libheif-wasm/libheif.wasm'))
  return await load({ wasmBinary, print: silent, printErr: silent })
}

/** Decodes a HEIC's primary image, upright, 8 bits a channel, in its own colours with their profile. Throws where libheif cannot. */
export async function heicPixels(bytes: Uint8Array): Promise<Raw> {
  const lib = await openLibrary()
  const images = new lib.HeifDecoder().decode(bytes)
  const image = images.find(one => one.is_primary()) ?? images[0]
  if (image === undefined) throw new Error('no image in this HEIC')
  const { heif_colorspace: space, heif_chroma: chroma, heif_channel: channel } = lib
  const decoded = await lib.heif_js_decode_image2(
    image.handle,
    space.heif_colorspace_RGB,
    chroma.heif_chroma_interleaved_RGB,
  )
  const plane = decoded.channels?.find(({ id }) => id === channel.heif_channel_interleaved)
  if (plane === undefined) throw new Error('this HEIC cannot be decoded')
  const icc = sniffWalk(bytes)?.walk.icc
  const { width: widthPx, height: heightPx } = plane
  return { widthPx, heightPx, data: packedRows(plane), ...(icc && { icc }) }
}

/** Rows without the bytes that libheif leaves between them. */
function packedRows({ width, height, stride, data }: NonNullable<Decoded['channels']>[number]): Uint8Array {
  const row = width * 3
  if (stride === row) return data
  const rows = new Uint8Array(row * height)
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * stride, y * stride + row), y * row)
  return rows
}
