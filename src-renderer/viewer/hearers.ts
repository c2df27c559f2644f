/** Those who want to be told of a change. */
export function openHearers() {
  const listeners = new Set<() => void>()
  return {
    hear: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: () => {
      for (const listener of listeners) listener()
    },
    forget: () => listeners.clear(),
  }
}
