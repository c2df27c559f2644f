import type { Attached, Transport } from '../../src-shared/contract/devices.ts'
import type { Manifest } from './driver.ts'
import type { Wait, Wire } from './wire.ts'

export interface FoundInterface {
  readonly number: number
  readonly usbClass: readonly [number, number, number]
  readonly name?: string
}

/** One thing that is plugged in, before anyone knows what it is. */
export interface Found {
  readonly transport: Transport
  /** In the system's own words, and all that tells it apart while it has no serial number. */
  readonly port: string
  readonly vendorId?: number
  readonly productId?: number
  readonly serial?: string
  readonly maker?: string
  readonly model?: string
  readonly interfaces?: readonly FoundInterface[]
  readonly usagePage?: number
  /** Names at a volume's root. */
  readonly holds?: readonly string[]
  /** A simulated port names its driver. */
  readonly driver?: string
  readonly state?: Attached['state']
}

/** One way of connecting devices. Opening it loads its native module; a module that is missing makes `openX` of the wire reject. */
export interface Finder {
  readonly transport: Transport
  list(): Promise<readonly Found[]>
  /** Calls back soon after something was plugged in or out; without it the hub asks once a second. */
  watch?(moved: () => void): () => void
  open(found: Found, manifest: Manifest, wait: Wait): Promise<Wire>
}
