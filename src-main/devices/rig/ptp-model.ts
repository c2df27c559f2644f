import type { Model, PlugIn, Stage } from './model.ts'

export interface CameraImage {
  readonly name: string
  readonly bytes: Uint8Array
  readonly capturedAt?: string
}

export interface CameraFaults {
  /** The head of a data container in a transfer of its own. */
  readonly splitHead?: boolean
  /** Length FFFFFFFF in every data container. */
  readonly lengthUnknown?: boolean
  /** A zero-length packet after data that fills its last packet. */
  readonly zeroPacket?: boolean
  /** The response in the same transfer as the data. */
  readonly glued?: boolean
  /** A response of an older transaction before each answer. */
  readonly stale?: boolean
  /** Commands, counted from 0, whose answer stalls once, is busy, never comes, or after whose first half the plug is pulled. */
  readonly stallAt?: number
  readonly busyAt?: number
  readonly silentAt?: number
  readonly unplugAt?: number
  readonly alreadyOpen?: boolean
}

export interface Camera {
  readonly images: readonly CameraImage[]
  readonly serial?: string
  readonly operations?: readonly number[]
  /** Handles begin here: they differ from session to session. */
  readonly handles?: number
  /** What the shutter takes. */
  readonly next?: CameraImage
  readonly faults?: CameraFaults
}

interface Thing {
  readonly parent: number
  readonly format: number
  readonly name: string
  readonly bytes: Uint8Array
  readonly capturedAt: string
}

export const cameraEndpoints = [
  { address: 0x81, type: 'bulk', packetSize: 512 },
  { address: 0x02, type: 'bulk', packetSize: 512 },
  { address: 0x83, type: 'interrupt', packetSize: 8 },
] as const

const usual = [0x1001, 0x1002, 0x1003, 0x1004, 0x1007, 0x1008, 0x1009, 0x100e, 0x101b]
const storage = 0x10001
const ok = 0x2001

const u16 = (value: number): number[] => [value & 255, (value >>> 8) & 255]
const u32 = (value: number): number[] => [...u16(value), ...u16(value >>> 16)]
const list = (values: readonly number[], write: (value: number) => number[]): number[] => [
  ...u32(values.length),
  ...values.flatMap(write),
]
const text = (value: string): number[] =>
  value === '' ? [0] : [value.length + 1, ...`${value}\0`.split('').flatMap(char => u16(char.charCodeAt(0)))]
function container(
  type: number,
  code: number,
  { id, payload }: { id: number; payload: ArrayLike<number> },
): Uint8Array {
  const bytes = new Uint8Array(12 + payload.length)
  bytes.set([...u32(bytes.length), ...u16(type), ...u16(code), ...u32(id)])
  bytes.set(payload, 12)
  return bytes
}

/** A camera with a DCIM folder, its pictures and one file that is no picture. Written from ISO 15740 alone. */
export const cameraModel =
  (camera: Camera): PlugIn =>
  stage =>
    new CameraModel(camera, stage)

class CameraModel implements Model {
  private readonly things = new Map<number, Thing>()
  private readonly camera: Camera
  private readonly stage: Stage
  private heard = 0
  private open: boolean
  private last: number

  constructor(camera: Camera, stage: Stage) {
    this.camera = camera
    this.stage = stage
    this.open = camera.faults?.alreadyOpen ?? false
    const base = camera.handles ?? 1
    const none = new Uint8Array(0)
    const folder = { format: 0x3001, bytes: none, capturedAt: '' }
    this.things.set(base, { ...folder, parent: 0, name: 'DCIM' })
    this.things.set(base + 1, { ...folder, parent: base, name: '100CUTIS' })
    this.things.set(base + 2, { ...folder, parent: base + 1, format: 0x3000, name: 'M0100.CTG', bytes: none })
    this.last = base + 2
    for (const image of camera.images) this.add(image)
  }

  private add({ name, bytes, capturedAt = '' }: CameraImage): number {
    this.last += 1
    const parent = (this.camera.handles ?? 1) + 1
    this.things.set(this.last, { parent, format: 0x3801, name, bytes, capturedAt })
    return this.last
  }

  hear(bytes: Uint8Array, channel: number): void {
    if (channel === 0) return this.control(bytes)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const count = (bytes.length - 12) / 4
    const parameters = Array.from({ length: count }, (_, index) => view.getUint32(12 + index * 4, true))
    this.answer({ code: view.getUint16(6, true), id: view.getUint32(8, true), parameters })
  }

  private control(setup: Uint8Array): void {
    // Get Device Status: four bytes, OK. Cancel and Reset are only taken note of.
    if (setup[1] === 0x67) this.stage.say(Uint8Array.from([4, 0, ...u16(ok)]), 0)
  }

  private answer(command: { code: number; id: number; parameters: readonly number[] }): void {
    const faults = this.camera.faults ?? {}
    const step = this.heard
    this.heard += 1
    if (faults.stale) this.stage.say(container(3, ok, { id: command.id + 1000, payload: [] }), 0x81)
    if (step === faults.silentAt) return
    if (step === faults.stallAt) this.stage.stall(0x81)
    if (step === faults.busyAt) this.stage.say(container(3, 0x2019, { id: command.id, payload: [] }), 0x81)
    else this.transact(command, step === faults.unplugAt)
  }

  private transact(command: { code: number; id: number; parameters: readonly number[] }, unplugs: boolean): void {
    const { code, data } = this.perform(command.code, command.parameters)
    const response = container(3, code, { id: command.id, payload: [] })
    const body = data && container(2, command.code, { id: command.id, payload: data })
    if (unplugs) {
      if (body) this.stage.say(body.subarray(0, body.length >> 1), 0x81)
      // Some of it may still be read before the plug is out.
      this.stage.after(1, () => this.stage.unplug())
      return
    }
    const glued = this.camera.faults?.glued
    if (body) this.sayData(body, glued ? response : undefined)
    if (!body || !glued) this.stage.say(response, 0x81)
  }

  private sayData(body: Uint8Array, glued: Uint8Array | undefined): void {
    const { splitHead, lengthUnknown, zeroPacket } = this.camera.faults ?? {}
    if (lengthUnknown) body.fill(255, 0, 4)
    const tail = splitHead ? body.subarray(12) : body
    if (splitHead) this.stage.say(body.subarray(0, 12), 0x81)
    this.stage.say(glued ? Buffer.concat([tail, glued]) : tail, 0x81)
    // A device that does not say the length can end its data in no other way.
    if ((zeroPacket || lengthUnknown) && tail.length % 512 === 0) this.stage.say(new Uint8Array(0), 0x81)
  }

  private perform(code: number, parameters: readonly number[]): { code: number; data?: Uint8Array | number[] } {
    const operations = this.camera.operations ?? usual
    if (!operations.includes(code)) return { code: 0x2005 }
    if (code === 0x1002) {
      const before = this.open
      this.open = true
      return { code: before ? 0x201e : ok }
    }
    if (code === 0x1003) {
      this.open = false
      return { code: ok }
    }
    if (code === 0x1001) return { code: ok, data: this.deviceInfo(operations) }
    if (!this.open) return { code: 0x2003 }
    return this.inSession(code, parameters)
  }

  private inSession(
    code: number,
    [first = 0, second = 0, third = 0]: readonly number[],
  ): { code: number; data?: Uint8Array | number[] } {
    if (code === 0x1004) return { code: ok, data: list([storage, 0x20000], u32) }
    if (code === 0x1007) return { code: ok, data: list(this.children(third), u32) }
    if (code === 0x100e) return this.capture()
    const thing = this.things.get(first)
    if (!thing) return { code: 0x2009 }
    if (code === 0x1008) return { code: ok, data: infoOf(thing) }
    if (code === 0x1009) return { code: ok, data: thing.bytes }
    return { code: ok, data: thing.bytes.subarray(second, second + third) }
  }

  private children(parent: number): number[] {
    return [...this.things].flatMap(([handle, thing]) =>
      parent === 0 || thing.parent === (parent === 0xffffffff ? 0 : parent) ? [handle] : [],
    )
  }

  private capture(): { code: number } {
    const { next } = this.camera
    if (!next) return { code: 0x200c }
    this.stage.after(400, () => {
      const handle = this.add(next)
      // A property that changed comes first, as cameras do.
      this.stage.say(container(4, 0x4006, { id: 0, payload: u32(0x5001) }), 0x83)
      this.stage.say(container(4, 0x4002, { id: 0, payload: u32(handle) }), 0x83)
      this.stage.say(container(4, 0x400d, { id: 0, payload: [] }), 0x83)
    })
    return { code: ok }
  }

  private deviceInfo(operations: readonly number[]): number[] {
    const head = [...u16(100), ...u32(6), ...u16(100), ...text(''), ...u16(0)]
    const lists = [operations, [0x4002], [], [0x3801], [0x3801]].flatMap(values => list(values, u16))
    const words = ['Cutis', 'Model camera', '1.0', this.camera.serial ?? 'S1'].flatMap(text)
    return [...head, ...lists, ...words]
  }
}

function infoOf({ parent, format, name, bytes, capturedAt }: Thing): number[] {
  const head = [...u32(storage), ...u16(format), ...u16(0), ...u32(bytes.length), ...u16(0x3808)]
  const sizes = [0, 0, 0, 640, 480, 24, parent].flatMap(u32)
  return [
    ...head,
    ...sizes,
    ...u16(format === 0x3001 ? 1 : 0),
    ...u32(0),
    ...u32(0),
    ...[name, capturedAt, '', ''].flatMap(text),
  ]
}
