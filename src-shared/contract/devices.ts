import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { command, query } from './call.ts'
import { LightAnswer, LightCamera, LightCommand, LightOffer } from './light.ts'

export const Transport = z.enum(['serial', 'usb', 'hid', 'folder'])
export type Transport = z.output<typeof Transport>

/** One device that is plugged in, as far as it can be told without opening it. */
export const Attached = z.object({
  /** The same device on another port, or after a restart, has the same key. */
  deviceKey: z.string().max(200),
  label: z.string(),
  maker: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
  transport: Transport,
  /** Where it is plugged in, in the system's own words: /dev/ttyUSB0, bus 1 device 4, a volume's path. */
  port: z.string(),
  vendorId: z.int().optional(),
  productId: z.int().optional(),
  /** The driver that knows it; none for a device that is only listed. */
  driver: z.string().optional(),
  /** What it may be, where a cable tells no more than that it is a cable: a person says which, and it is remembered until the end. */
  candidates: z.array(z.object({ driver: z.string(), label: z.string() })),
  /** What it measures, as MeasureKind. */
  measures: z.array(z.string()),
  abilities: z.array(z.enum(['stored', 'live', 'images', 'shutter', 'clock'])),
  /** `free`, or in use by this workstation, or why it cannot be opened. */
  state: z.enum(['free', 'in-use', 'permission', 'busy']),
})
export type Attached = z.output<typeof Attached>

/** What a foot pedal does, or a camera's own snapshot button. `pedal` 0 is the left one. */
export const PedalEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('ready'), label: z.string() }),
  z.object({ kind: z.enum(['pressed', 'released']), pedal: z.int().min(0).max(2) }),
  z.object({ kind: z.literal('snapshot') }),
])
export type PedalEvent = z.output<typeof PedalEvent>

export const devices = {
  /**
   * The steps of a foot pedal that is no keyboard, and presses of the snapshot buttons of cameras (Linux), of every one that is plugged in
   * from now on, until the asker goes away.
   */
  pedal: query('image.capture').output(eventIterator(PedalEvent)),
  /** What can be set of this camera's light, or why nothing can. */
  light: query('image.capture').input(LightCamera).output(LightOffer),
  /** Sets it; nothing is read back, since the camera does not tell. Faults devices.permission, .gone, .stalled, .cancelled. */
  setLight: command('image.capture')
    .input(LightCamera.extend({ command: LightCommand }))
    .output(LightAnswer),
  /** Says what hangs on a serial line that cannot tell. Faults devices.notKnown, devices.unsupported. */
  choose: command('device.read')
    .input(z.object({ deviceKey: z.string().max(200), driver: z.string().max(60) }))
    .output(z.void()),
  /** The folders that somebody named on this workstation, in which other programs leave their pictures. */
  watched: query('device.read', { reads: ['device'] }).output(z.array(z.string())),
  /** Names one more, by its whole path. Faults devices.folderMissing, devices.folderRefused, devices.foldersFull. */
  watch: command('device.read')
    .input(z.object({ path: z.string().min(1).max(1000) }))
    .output(z.void()),
  /** Takes a name away; the folder and what is in it stay as they are. */
  unwatch: command('device.read')
    .input(z.object({ path: z.string().min(1).max(1000) }))
    .output(z.void()),
  /** What is plugged in now, and which ways of connecting devices work on this computer. */
  attached: query('device.read', { reads: ['device'] }).output(
    z.object({
      devices: z.array(Attached),
      transports: z.array(
        z.object({ transport: Transport, state: z.enum(['ready', 'missing']), why: z.string().optional() }),
      ),
      /** Linux only: the rules file that gives this account the right to open them, and how to install it. */
      rules: z.object({ text: z.string(), path: z.string(), command: z.string(), installed: z.boolean() }).optional(),
    }),
  ),
}
