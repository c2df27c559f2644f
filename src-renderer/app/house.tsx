import { useQuery } from '@tanstack/react-query'
import { MeProvider, useCutis } from '../link/index.ts'
import { usePlace } from '../ui/place.ts'
import { Answer } from '../ui/states.tsx'
import { PlaceScreen } from './places.tsx'

/** Outside or inside: the sign-in screen until the engine says who is here. */
export function House() {
  const door = useQuery(useCutis().access.door.queryOptions())
  const place = usePlace()
  return (
    <Answer of={door}>
      {({ me }) =>
        me && (
          <MeProvider me={me}>
            <PlaceScreen place={place} />
          </MeProvider>
        )
      }
    </Answer>
  )
}
