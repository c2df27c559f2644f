/**
 * The light of Dino-Lite microscopes. No driver that opens the camera: the browser shows its picture, and a helper program sets its
 * extension unit beside that. Reads nothing back.
 */
import type { devices as calls } from '../../../../src-shared/contract/devices.ts'
import type { Service } from '../../../kernel/service.ts'
import { helperProgram } from './helper.ts'
import { type LightNeeds, lightOffer, setLight } from './light.ts'

export type { LightNeeds } from './light.ts'

interface Opening extends Partial<LightNeeds> {
  readonly closing: AbortSignal
}

/** The calls about a camera's light. One command after the other: the camera needs its time between two. */
export function openLight({ closing, ...given }: Opening): Pick<Service<typeof calls>, 'light' | 'setLight'> {
  const needs = (): LightNeeds => ({ platform: process.platform, helper: helperProgram(), ...given })
  let last: Promise<unknown> = Promise.resolve()
  return {
    light: async camera => await lightOffer(needs(), camera),
    setLight: async ({ command, ...camera }, asking) => {
      const signal = AbortSignal.any([closing, ...(asking.signal ? [asking.signal] : [])])
      const turn = last.then(async () => await setLight(needs(), { camera, command }, signal))
      last = turn.catch(() => undefined)
      return await turn
    },
  }
}
