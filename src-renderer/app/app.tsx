import { useCallback, useState } from 'react'
import { type Engine, LinkProvider } from '../link/index.ts'
import { forgetNotices } from '../ui/undo.tsx'
import { House } from './house.tsx'

/** The whole glass. A lock draws everything anew, so that nothing of the last patient is left in any component. */
export function App({ engine }: { engine: Engine }) {
  const [locks, setLocks] = useState(0)
  const onLocked = useCallback((isOutside: boolean) => {
    forgetNotices()
    // Whoever has begun to sign in meanwhile keeps what they chose and typed.
    if (!isOutside) setLocks(count => count + 1)
  }, [])
  return (
    <LinkProvider engine={engine} onLocked={onLocked}>
      <House key={locks} />
    </LinkProvider>
  )
}
