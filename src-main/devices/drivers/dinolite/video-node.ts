import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface VideoNode {
  /** /dev/videoN */
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  readonly serial?: string
}

const text = async (path: string): Promise<string | undefined> =>
  await readFile(path, 'utf8').then(
    read => read.trim(),
    () => undefined,
  )

const hexNumber = (read: string | undefined): number | undefined =>
  read !== undefined && /^[\da-f]{4}$/i.test(read) ? Number.parseInt(read, 16) : undefined

/** The picture nodes of USB cameras, by what the kernel says of each (Linux sysfs, class video4linux). Cameras' metadata nodes are left out. */
export async function videoNodes(root = '/sys/class/video4linux'): Promise<readonly VideoNode[]> {
  const names = (await readdir(root).catch(() => [])).filter(name => /^video\d{1,3}$/.test(name))
  const nodes = await Promise.all(names.map(name => nodeOf(root, name)))
  return nodes.filter(node => node !== undefined)
}

async function nodeOf(root: string, name: string): Promise<VideoNode | undefined> {
  const index = await text(join(root, name, 'index'))
  // `device` is the USB interface; what it belongs to stands one level above.
  const face = await realpath(join(root, name, 'device')).catch(() => undefined)
  if (index !== '0' || face === undefined) return undefined
  const usb = dirname(face)
  const [vendorId, productId, serial] = await Promise.all([
    text(join(usb, 'idVendor')).then(hexNumber),
    text(join(usb, 'idProduct')).then(hexNumber),
    text(join(usb, 'serial')),
  ])
  if (vendorId === undefined || productId === undefined) return undefined
  return { path: `/dev/${name}`, vendorId, productId, ...(serial ? { serial } : {}) }
}
