/** One event of the kernel's input layer. */
export interface InputEvent {
  readonly type: number
  readonly code: number
  readonly value: number
}

/** `struct input_event` on 64-bit Linux (linux/input.h): two 64-bit times, type, code and a signed value, little-endian. */
const size = 24
const keyType = 1
/** KEY_CAMERA, what uvcvideo makes of a snapshot button (linux/input-event-codes.h). */
export const keyCamera = 0xd4

/** Turns what is read from an event device into events, however it is cut. */
export function openEventDecoder(): { hear(bytes: Uint8Array): readonly InputEvent[] } {
  let rest = new Uint8Array()
  return {
    hear: bytes => {
      const all = new Uint8Array(rest.length + bytes.length)
      all.set(rest)
      all.set(bytes, rest.length)
      const view = new DataView(all.buffer)
      const count = Math.floor(all.length / size)
      rest = all.slice(count * size)
      return Array.from({ length: count }, (_, at) => ({
        type: view.getUint16(at * size + 16, true),
        code: view.getUint16(at * size + 18, true),
        value: view.getInt32(at * size + 20, true),
      }))
    },
  }
}

/** Whether this is the snapshot button going down: not its release, and not the kernel's own repeat. */
export const isSnapshot = ({ type, code, value }: InputEvent): boolean =>
  type === keyType && code === keyCamera && value === 1
