import { useCallback, useState } from 'react'
import { type Engine, LinkProvider } from '../link/index.ts'
import { forgetNotices } from '../ui/undo.tsx'
import { House } from './house.tsx'

/** The whole glass. A lock draws everything anew, so that nothing of the last patient is left in any component. */
export function App({ engine }: { engine: Engine }) {
  const [locks, setLocks] = useState(0)
  const onLocked = useCallback(() => {
    forgetNotices()
    setLocks(count => count + 1)
  }, [])
  return (
    <LinkProvider engine={engine} onLocked={onLocked}>
      <House key={locks} />
    </LinkProvider>
  )
}
