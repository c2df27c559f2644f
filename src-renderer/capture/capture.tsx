import { IconCameraOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import type { PlaceProps } from '../ui/place.ts'
import { Answer, Empty } from '../ui/states.tsx'
import { CaptureDesk } from './capture-desk.tsx'

/** Photographing one visit: the live picture takes the screen. */
export function Capture({ place }: PlaceProps<'capture'>) {
  const { t } = useTranslation('capture')
  const cutis = useCutis()
  const me = useMe()
  const { caseId, patientId } = place
  const opened = useQuery(cutis.records.case.queryOptions({ input: { caseId } }))
  const patient = useQuery(cutis.records.patient.queryOptions({ input: { patientId } }))
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { caseId } }))
  const preferences = useQuery(cutis.access.preferences.queryOptions())
  if (!may(me.role, 'image.capture')) return <Empty icon={IconCameraOff} title={t('readOnly')} />
  return (
    <Answer of={opened}>
      {({ case: caseRow }) => (
        <Answer of={patient}>
          {({ patient: who, lesions }) => (
            <Answer of={shots}>
              {taken => (
                <Answer of={preferences}>
                  {() =>
                    caseRow.status === 'finished' || caseRow.status === 'cancelled' ? (
                      <Empty icon={IconCameraOff} title={t('closed')} />
                    ) : (
                      <CaptureDesk
                        key={caseId}
                        place={place}
                        patient={who}
                        caseRow={caseRow}
                        lesions={lesions}
                        shots={taken}
                      />
                    )
                  }
                </Answer>
              )}
            </Answer>
          )}
        </Answer>
      )}
    </Answer>
  )
}
