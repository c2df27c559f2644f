import { Chip, Switch } from '@mantine/core'
import { IconPhotoSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { termOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { useBytes, useCutis } from '../link/index.ts'
import { Empty, Panel, type PlaceProps, Screen } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { Found } from './found.tsx'
import styles from './similar.module.css'

const againMs = 1500

/** Criteria that a clinician ticked as present in the newest score. */
export function ticksOf(marks: readonly Mark[]): readonly string[] {
  const newest = marks.findLast(({ body }) => body.kind === 'score')?.body
  if (newest?.kind !== 'score') return []
  return newest.ticks.filter(({ value }) => value !== false && value !== 0).map(({ criterion }) => criterion)
}

/** Confirmed cases of the clinic that look like one picture. */
export function Similar({ place }: PlaceProps<'similar'>) {
  const { t } = useTranslation('similar')
  const { blobId } = place
  const [labels, setLabels] = useState(false)
  const [criteria, setCriteria] = useState<string[]>([])
  const cutis = useCutis()
  const marks = useQuery(cutis.review.marks.queryOptions({ input: { blobId } }))
  const found = useQuery({
    ...cutis.review.similar.queryOptions({ input: { blobId, labels, criteria } }),
    refetchInterval: asked => ((asked.state.data?.pending ?? 0) > 0 ? againMs : false),
  })
  return (
    <Screen title={t('title')} note={found.data && t('searched', { count: found.data.searched })}>
      <div className={styles.columns}>
        <div className={styles.asked}>
          <Panel title={t('asked')}>
            <Asked blobId={blobId} />
            <p className={styles.says}>{t('says')}</p>
          </Panel>
          <Filter ticks={ticksOf(marks.data ?? [])} chosen={criteria} onChoose={setCriteria} />
          <Switch
            label={t('labels')}
            description={t('labelsHint')}
            checked={labels}
            onChange={event => setLabels(event.currentTarget.checked)}
          />
        </div>
        <Panel title={t('found')} note={found.data?.cases.length} fill>
          <Answer of={found}>
            {({ cases, pending }) => (
              <>
                {pending > 0 && <output className={styles.says}>{t('pending', { count: pending })}</output>}
                {cases.length > 0 ? (
                  <Found cases={cases} />
                ) : (
                  <Empty
                    icon={IconPhotoSearch}
                    title={t('none')}
                    hint={criteria.length > 0 ? t('noneFilter') : t('noneHint')}
                  />
                )}
              </>
            )}
          </Answer>
        </Panel>
      </div>
    </Screen>
  )
}

function Asked({ blobId }: { blobId: string }) {
  const { t } = useTranslation('similar')
  return <img className={styles.picture} src={useBytes().urlOf(blobId, 'screen')} alt={t('asked')} />
}

interface FilterProps {
  readonly ticks: readonly string[]
  readonly chosen: string[]
  readonly onChoose: (chosen: string[]) => void
}

function Filter({ ticks, chosen, onChoose }: FilterProps) {
  const { t } = useTranslation('similar')
  if (ticks.length === 0) return <p className={styles.says}>{t('noTicks')}</p>
  return (
    <fieldset className={styles.filter}>
      <legend>{t('filter')}</legend>
      <Chip.Group multiple value={chosen} onChange={onChoose}>
        {ticks.map(tick => (
          <Chip key={tick} value={tick} size="xs">
            {termOf(tick, 'both')}
          </Chip>
        ))}
      </Chip.Group>
    </fieldset>
  )
}
