import type { LightCommand, LightOffer } from '../../../../src-shared/contract/light.ts'

/** One write to the camera's extension unit. */
export interface UnitWrite {
  readonly unit: number
  readonly selector: number
  readonly bytes: Uint8Array
}

export type LightFamily = '5mp' | '1.2mp'

const vendor = 0xa168
const families: Readonly<Record<number, LightFamily>> = { 0x0980: '5mp', 0x0870: '1.2mp', 0x0890: '1.2mp' }

/** Which protocol a camera speaks; undefined for one whose protocol is not published. */
export const lightFamilyOf = (vendorId: number, productId: number): LightFamily | undefined =>
  vendorId === vendor ? families[productId] : undefined

/** A command needs this long before the next. */
export const settleMs = 250

const unit = 4
const write = (selector: number, ...bytes: readonly number[]): UnitWrite => ({
  unit,
  selector,
  bytes: Uint8Array.from(bytes),
})

const isWithin = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most

type Commands = Extract<LightOffer, { state: 'ready' }>['commands']

/** What each family can be told. */
export const commandsOf = (family: LightFamily): Commands =>
  family === '5mp'
    ? ['led', 'flexible', 'quadrants', 'brightness', 'auto-exposure', 'exposure-target']
    : ['led', 'auto-exposure']

type Quadrants = Extract<LightCommand, { kind: 'quadrants' }>['on']

/** All on is 0f, a cleared bit is a quadrant that is off, and all off has a word of its own. */
const maskOf = (on: Quadrants): number =>
  on.some(Boolean) ? on.reduce((mask, isOn, at) => (isOn ? mask | (1 << at) : mask), 0) : 0x10

/** 5 megapixel models: selector 2, seven bytes (published notes on dinolite_uvc_led_control, facts only). */
const large = (command: LightCommand): readonly UnitWrite[] | undefined => {
  switch (command.kind) {
    case 'led':
      return [write(2, 0xf2, Number(command.on), 0, 0, 0, 0, 0)]
    case 'flexible':
      return [write(2, 0xf3, Number(command.on), 0, 0, 0, 0, 0)]
    case 'quadrants':
      return [write(2, 0x05, maskOf(command.on), 0, 0x04, 0, 0x62, 0)]
    case 'brightness': {
      const once = write(2, 0x05, command.level, 0, 0x03, 0, 0x62, 0)
      // The camera takes it at the second time.
      return isWithin(command.level, 6) ? [once, once] : undefined
    }
    case 'auto-exposure':
      return [write(2, 0x05, command.on ? 0 : 0x07, 0, 0x03, 0x35, 0x78, 0x10)]
    case 'exposure-target':
      return isWithin(command.luma, 255) ? [write(2, 0x05, command.luma, 0, 0x1e, 0x3a, 0x78, 0x10)] : undefined
    default:
      return command satisfies never
  }
}

/** Models of 1.2 megapixels (AM4111T): the LED on selector 3, automatic exposure on selector 5, nothing else. */
const small = (command: LightCommand): readonly UnitWrite[] | undefined => {
  if (command.kind === 'led') return [write(3, 0x80, 0x01, command.on ? 0xf1 : 0xf0)]
  if (command.kind === 'auto-exposure') return [write(5, 0x48, 0x03, 0x01, 0x03, 0x80, command.on ? 0xff : 0xfe)]
  return undefined
}

/** The writes of a command, in order; undefined where this family has no such command or the value is out of its range. */
export const unitWritesOf = (family: LightFamily, command: LightCommand): readonly UnitWrite[] | undefined =>
  family === '5mp' ? large(command) : small(command)
