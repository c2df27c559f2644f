import { useEffect } from 'react'
import { useClient } from '../link/index.ts'

const atMostEveryMs = 20_000
const signs = ['pointerdown', 'keydown', 'wheel'] as const

/** Tells the engine that somebody is at work, so that the idle lock waits; at most every twenty seconds. */
export function useStirring(): void {
  const { access } = useClient()
  useEffect(() => {
    let last = 0
    const stir = () => {
      if (performance.now() - last < atMostEveryMs && last > 0) return
      last = performance.now()
      access.stirred().catch(() => {
        last = 0
      })
    }
    for (const sign of signs) window.addEventListener(sign, stir, { passive: true })
    return () => signs.forEach(sign => window.removeEventListener(sign, stir))
  }, [access])
}
