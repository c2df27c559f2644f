/** Blink rates offered, changes a second: slower is no blinking, faster tires and may trigger photosensitive people. */
export const blinkRange = { least: 0.5, most: 4, step: 0.5, usual: 1.5 } as const

export interface Blink {
  /** Which of the pair is seen now. */
  readonly shows: 'fixed' | 'moving'
  readonly running: boolean
  readonly hz: number
}

export const otherOf = (shows: Blink['shows']): Blink['shows'] => (shows === 'fixed' ? 'moving' : 'fixed')

/** At the start: still where a person asked their system for less motion. */
export const firstBlink = (calm: boolean): Blink => ({ shows: 'fixed', running: !calm, hz: blinkRange.usual })

/** Space: holds what blinks; where it is held already, steps to the other picture. */
export const pressed = (blink: Blink): Blink =>
  blink.running ? { ...blink, running: false } : { ...blink, shows: otherOf(blink.shows) }

/** One beat of the clock. */
export const beaten = (blink: Blink): Blink => (blink.running ? { ...blink, shows: otherOf(blink.shows) } : blink)

/** Another rate, kept within what is offered. */
export const atRate = (blink: Blink, hz: number): Blink => ({
  ...blink,
  hz: Math.min(blinkRange.most, Math.max(blinkRange.least, hz)),
})
