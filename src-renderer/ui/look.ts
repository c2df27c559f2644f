import { create } from 'zustand'

export const looks = ['system', 'light', 'dark', 'contrast'] as const
/** What the person chose; `system` follows the desktop. */
export type Look = (typeof looks)[number]
export type ShownLook = Exclude<Look, 'system'>

const key = 'cutis.look'
const isLook = (value: unknown): value is Look => looks.some(look => look === value)

/** What a choice means on a desktop with these settings. */
export function shownLook(look: Look, desktop: { dark: boolean; moreContrast: boolean }): ShownLook {
  if (look !== 'system') return look
  if (desktop.moreContrast) return 'contrast'
  return desktop.dark ? 'dark' : 'light'
}

interface LookStore {
  readonly look: Look
  readonly choose: (look: Look) => void
}

const kept = globalThis.localStorage?.getItem(key)

/** The chosen look. It says nothing of a patient or a person, so it stays with the workstation. */
export const useLook = create<LookStore>()(set => ({
  look: isLook(kept) ? kept : 'system',
  choose: look => {
    localStorage.setItem(key, look)
    set({ look })
  },
}))
