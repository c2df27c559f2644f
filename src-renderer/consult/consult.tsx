import { useQuery } from '@tanstack/react-query'
import { useCutis } from '../link/index.ts'
import type { PlaceProps } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { ConsultDesk } from './consult-desk.tsx'

/** One consult: what was asked, with its pictures and history, and what is answered. */
export function Consult({ place }: PlaceProps<'consult'>) {
  const cutis = useCutis()
  const consult = useQuery(cutis.consults.consult.queryOptions({ input: { consultId: place.consultId } }))
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { patientId: place.patientId } }))
  return (
    <Answer of={consult}>
      {held => (
        <Answer of={shots}>
          {taken => <ConsultDesk key={held.consultId} place={place} consult={held} shots={taken} />}
        </Answer>
      )}
    </Answer>
  )
}
