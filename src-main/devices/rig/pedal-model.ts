import type { PlugIn } from './model.ts'

export interface PedalMake {
  /** When which bits are down. */
  readonly steps: readonly { readonly atMs: number; readonly bits: number }[]
  readonly unplugAtMs?: number
}

/** A pedal that is stepped on by plan, with its contacts bouncing for 20 ms where `bounce` is set. */
export const pedalModel =
  (make: PedalMake, bounce = false): PlugIn =>
  stage => {
    for (const { atMs, bits } of make.steps) {
      stage.after(atMs, () => stage.say(Uint8Array.of(bits, 0)))
      if (!bounce) continue
      for (const later of [4, 12]) {
        stage.after(atMs + later, () => stage.say(Uint8Array.of(0, 0)))
        stage.after(atMs + later + 4, () => stage.say(Uint8Array.of(bits, 0)))
      }
    }
    if (make.unplugAtMs !== undefined) stage.after(make.unplugAtMs, () => stage.unplug())
    return { hear: () => {} }
  }
