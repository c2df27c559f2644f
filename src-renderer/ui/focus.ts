import { useCallback } from 'react'

/** A ref that takes the keyboard to its element when it appears: for the first field of a form that was asked for. */
export const useFocusHere = <T extends HTMLElement>() => useCallback((element: T | null) => element?.focus(), [])
