import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { ImageFace, ImageSource } from '../../images.ts'
import type { UsbWire } from '../../wire.ts'
import { event, folderFormat, operation } from './codes.ts'
import { type DeviceInfo, deviceInfoOf, localTimeOf, type ObjectInfo, objectInfoOf, offersOf } from './datasets.ts'
import { inventoryOf } from './inventory.ts'
import { openSession, type Session } from './session.ts'

const pieceBytes = 1 << 20
const mostInfo = 65536
const captureMs = 20_000
const eventPollMs = 150
const oldEventMs = 20
const mostOldEvents = 64

/** What a camera can be told by when it gives no serial number: its vendor and product number. */
export interface PtpOptions {
  readonly deviceKey?: string
  readonly context: Context
}

/** JPEG, TIFF, PNG and the undefined format, where the name decides. */
const pictureFormats: ReadonlySet<number> = new Set([0x3801, 0x3808, 0x380b, 0x380d])
const pictureName = /\.(jpe?g|png|tiff?|heic|heif)$/i

/** Whether an object is a picture. */
const isPicture = ({ format, name }: Pick<ObjectInfo, 'format' | 'name'>): boolean =>
  format !== folderFormat && (pictureFormats.has(format) || pictureName.test(name))

/** The pictures of a camera or phone. Opens the session and asks what the device offers. */
export async function openPtpSource(wire: UsbWire, { context, deviceKey }: PtpOptions): Promise<ImageSource> {
  const session = await openSession(wire, context)
  const device = await session
    .ask({ code: operation.getDeviceInfo, most: mostInfo }, context)
    .then(deviceInfoOf)
    .catch(async (error: unknown) => {
      await session.close()
      throw error
    })
  const offers = offersOf(device.operations)
  const owner = ownerOf(device, deviceKey)
  /** Handles change from session to session, so they stay in here and faces carry keys. */
  const held = new Map<string, { readonly handle: number; readonly info: ObjectInfo }>()
  const faceOf = (handle: number, info: ObjectInfo): ImageFace => {
    const plain = `${owner}/${info.name}/${info.sizeBytes}/${info.capturedAt}`
    // Two pictures that agree in all of it are still two pictures: neither may hide the other.
    let key = plain
    for (let twin = 2; held.has(key) && held.get(key)?.handle !== handle; twin += 1) key = `${plain}#${twin}`
    held.set(key, { handle, info })
    const takenAt = localTimeOf(info.capturedAt)
    return { key, name: info.name, sizeBytes: info.sizeBytes, ...(takenAt && { takenAt }) }
  }
  const list = async (asking: Context): Promise<readonly ImageFace[]> => {
    const objects = await inventoryOf(session, asking)
    held.clear()
    return objects.filter(({ info }) => isPicture(info)).map(({ handle, info }) => faceOf(handle, info))
  }
  const source = {
    list,
    read: async (face: ImageFace, asking: Context) => {
      if (!held.has(face.key)) await list(asking)
      const found = held.get(face.key)
      if (!found) throw new DeviceError('devices.fileChanged', 'read')
      const object = { handle: found.handle, sizeBytes: found.info.sizeBytes }
      const whole = !offers.partial || object.sizeBytes <= pieceBytes
      return whole ? await atOnce(session, object, asking) : await inPieces(session, object, asking)
    },
    close: () => session.close(),
  }
  if (!offers.shutter) return source
  return {
    ...source,
    shutter: async asking => {
      const { handle, info } = await captured(session, asking)
      return faceOf(handle, info)
    },
  }
}

const ownerOf = ({ serial, maker, model }: DeviceInfo, deviceKey: string | undefined): string =>
  serial.trim() || deviceKey || `${maker}:${model}`

interface Sized {
  readonly handle: number
  readonly sizeBytes: number
}

async function atOnce(session: Session, { handle, sizeBytes }: Sized, context: Context): Promise<Uint8Array> {
  const onBytes = (done: number): void => context.progress({ done, total: sizeBytes, unit: 'bytes' })
  const ask = { code: operation.getObject, parameters: [handle], most: sizeBytes, onBytes }
  const data = await session.ask(ask, context)
  if (data.length !== sizeBytes) throw new DeviceError('devices.fileChanged', 'read')
  return data
}

/** 1 MiB at a time: progress can be shown, and stopping never has to wait for a whole picture. */
async function inPieces(session: Session, { handle, sizeBytes }: Sized, context: Context): Promise<Uint8Array> {
  if (sizeBytes >= 0xffffffff) throw new DeviceError('devices.unsupported', 'size')
  const parts: Uint8Array[] = []
  let done = 0
  while (done < sizeBytes) {
    const most = Math.min(pieceBytes, sizeBytes - done)
    const ask = { code: operation.getPartialObject, parameters: [handle, done, most], most }
    const data = await session.ask(ask, context)
    if (data.length === 0) throw new DeviceError('devices.fileChanged', 'read')
    parts.push(data)
    done += data.length
    context.progress({ done, total: sizeBytes, unit: 'bytes' })
  }
  return new Uint8Array(Buffer.concat(parts, sizeBytes))
}

/** Releases the shutter and waits until the camera says what it has stored (ObjectAdded). */
async function captured(session: Session, context: Context): Promise<{ handle: number; info: ObjectInfo }> {
  // Pictures that somebody took by hand before are not the answer to this release.
  for (let old = 0; old < mostOldEvents && (await session.event(oldEventMs, context.signal)); ) old += 1
  await session.ask({ code: operation.initiateCapture, parameters: [0, 0] }, context)
  for (let waited = 0; waited < captureMs; waited += eventPollMs) {
    const message = await session.event(eventPollMs, context.signal)
    if (message?.code === event.storeFull) throw new DeviceError('devices.stalled', 'store full')
    const handle = message?.code === event.objectAdded ? message.parameters[0] : undefined
    if (handle === undefined) continue
    const ask = { code: operation.getObjectInfo, parameters: [handle], most: mostInfo }
    const info = objectInfoOf(await session.ask(ask, context))
    // A new folder, or the raw twin of a picture, is announced in the same way.
    if (isPicture(info)) return { handle, info }
  }
  throw new DeviceError('devices.noAnswer', 'shutter')
}
