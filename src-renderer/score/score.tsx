import { IconPhotoOff, IconPhotoX, IconShieldX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { useCutis } from '../link/index.ts'
import { Empty, type PlaceProps, Screen } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { ScoreDesk } from './score-desk.tsx'

/** Dermoscopy scores on one picture: every tick is a place on it. */
export function Score({ place }: PlaceProps<'score'>) {
  const cutis = useCutis()
  const { patientId, blobId } = place
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { patientId } }))
  const marks = useQuery(cutis.review.marks.queryOptions({ input: { patientId } }))
  return (
    <Answer of={shots}>
      {all => (
        <Answer of={marks}>
          {known => {
            const shot = all.find(one => one.blobId === blobId)
            const why = whyNot(shot)
            if (!shot || why) return <NoPicture why={why ?? 'gone'} />
            return <ScoreDesk key={blobId} place={place} shot={shot} marks={known} />
          }}
        </Answer>
      )}
    </Answer>
  )
}

const whyNot = (shot: Shot | undefined): 'gone' | 'voided' | 'damaged' | undefined => {
  if (!shot) return 'gone'
  return shot.state === 'kept' ? undefined : shot.state
}

const signs = { gone: IconPhotoOff, voided: IconPhotoX, damaged: IconShieldX } as const

/** Why nothing can be scored: said plainly, and nothing is worked out. */
function NoPicture({ why }: { why: keyof typeof signs }) {
  const { t } = useTranslation('score')
  return (
    <Screen title={t('title')}>
      <Empty icon={signs[why]} title={t(why)} hint={t(`${why}Hint`)} />
    </Screen>
  )
}
