import { create } from 'zustand'
import { type Blink, firstBlink } from './blink.ts'

export const modes = ['side', 'overlay', 'swipe', 'blink'] as const
export type Mode = (typeof modes)[number]

/** How a pair is looked at. Kept while the workstation is open, so that the next pair is seen the same way. */
export interface View {
  readonly mode: Mode
  /** Cover of the newer picture in overlay, 0–1. */
  readonly alpha: number
  /** Where swipe divides the pane, share of its width from the left. */
  readonly divider: number
  readonly blink: Blink
  /** The newer picture is bent along the skin: overlay and blink only. */
  readonly bent: boolean
  /** The difference map lies over the picture. */
  readonly difference: boolean
}

const isCalm = () => typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches

export const useView = create<View>()(() => ({
  mode: 'side',
  alpha: 0.5,
  divider: 0.5,
  blink: firstBlink(isCalm()),
  bent: false,
  difference: false,
}))

/** Puts a mode on; blinking begins anew, still where less motion is asked for. */
export const setMode = (mode: Mode): void =>
  useView.setState(({ blink }) => ({ mode, blink: { ...firstBlink(isCalm()), hz: blink.hz } }))
export const setBlink = (change: (blink: Blink) => Blink): void =>
  useView.setState(({ blink }) => ({ blink: change(blink) }))

const within = (share: number): number => Math.min(1, Math.max(0, share))
export const setAlpha = (alpha: number): void => useView.setState({ alpha: within(alpha) })
export const setDivider = (divider: number): void => useView.setState({ divider: within(divider) })
