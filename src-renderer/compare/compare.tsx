import { IconArrowsDiff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import type { PlaceProps } from '../ui/place.ts'
import { Answer, Empty } from '../ui/states.tsx'
import { CompareDesk } from './compare-desk.tsx'

/** Two pictures of one patient side by side. */
export function Compare({ place }: PlaceProps<'compare'>) {
  const { t } = useTranslation('compare')
  const cutis = useCutis()
  const { patientId } = place
  const view = useQuery(cutis.records.patient.queryOptions({ input: { patientId } }))
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { patientId } }))
  return (
    <Answer of={view}>
      {({ lesions }) => (
        <Answer of={shots}>
          {all =>
            all.some(({ state }) => state !== 'voided') ? (
              <CompareDesk place={place} lesions={lesions} shots={all} />
            ) : (
              <Empty icon={IconArrowsDiff} title={t('none')} hint={t('noneHint')} />
            )
          }
        </Answer>
      )}
    </Answer>
  )
}
