import { useQuery } from '@tanstack/react-query'
import { useCutis } from '../link/index.ts'
import type { PlaceProps } from '../ui/place.ts'
import { Answer } from '../ui/states.tsx'
import { CaseDesk } from './case-desk.tsx'

/** One visit: its pictures, and everything that is written about it. */
export function Case({ place }: PlaceProps<'case'>) {
  const cutis = useCutis()
  const { caseId, patientId } = place
  const opened = useQuery(cutis.records.case.queryOptions({ input: { caseId } }))
  const view = useQuery(cutis.records.patient.queryOptions({ input: { patientId } }))
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { patientId } }))
  const preferences = useQuery(cutis.access.preferences.queryOptions())
  return (
    <Answer of={opened}>
      {({ case: row, notes }) => (
        <Answer of={view}>
          {patient => (
            <Answer of={shots}>
              {taken => (
                <Answer of={preferences}>
                  {known => <CaseDesk key={caseId} {...{ place, row, notes, view: patient, shots: taken, known }} />}
                </Answer>
              )}
            </Answer>
          )}
        </Answer>
      )}
    </Answer>
  )
}
