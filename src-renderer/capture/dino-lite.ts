import type { LightCommand } from '../../src-shared/contract/light.ts'

/** A camera by the numbers of its USB descriptor. */
export interface UsbNumbers {
  readonly vendorId: number
  readonly productId: number
}

const dinoLite = 0xa168

/** The numbers that Chromium writes behind a camera's name (`Dino-Lite (a168:0980)`); undefined for every maker but this one. */
export function dinoLiteOf(label: string): UsbNumbers | undefined {
  const [, vendor = '', product = ''] = /\(([\da-f]{4}):([\da-f]{4})\)\s*$/i.exec(label) ?? []
  const vendorId = Number.parseInt(vendor, 16)
  return vendorId === dinoLite ? { vendorId, productId: Number.parseInt(product, 16) } : undefined
}

export type Quadrants = Extract<LightCommand, { kind: 'quadrants' }>['on']
export const allQuadrants: Quadrants = [true, true, true, true]

/** What was set here since the camera started; of what is not named nothing is known, since the camera does not tell. */
export interface SetLight {
  readonly led?: boolean
  readonly flexible?: boolean
  readonly quadrants?: Quadrants
  readonly brightness?: number
}

/** What stands after a command that the camera took. */
export function afterLight(now: SetLight, command: LightCommand): SetLight {
  switch (command.kind) {
    case 'led':
    case 'flexible':
    case 'quadrants':
      return { ...now, [command.kind]: command.on }
    case 'brightness':
      return { ...now, brightness: command.level }
    // Not on this screen: the exposure is the browser's, and part of what a person locks.
    case 'auto-exposure':
    case 'exposure-target':
      return now
    default:
      return command satisfies never
  }
}

/** Switching the flexible light on also lights all of its quadrants: what they were before cannot be asked. */
export const commandsFor = (command: LightCommand): readonly LightCommand[] =>
  command.kind === 'flexible' && command.on ? [command, { kind: 'quadrants', on: allQuadrants }] : [command]

/** The same quadrants with one of them changed. */
export const withQuadrant = ([a, b, c, d]: Quadrants, at: number, on: boolean): Quadrants => [
  at === 0 ? on : a,
  at === 1 ? on : b,
  at === 2 ? on : c,
  at === 3 ? on : d,
]
