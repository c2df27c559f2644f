import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCloudUp, IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  algorithmOf,
  answersOf,
  canonicalJson,
  dermoscopyVersion,
  keptOf,
  outcomesOf,
} from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { Panel, type PlaceOf, useGoTo } from '../ui/index.ts'
import { StatusChip } from '../ui/status-chip.tsx'
import { stampText } from '../ui/when.ts'
import styles from './score.module.css'
import { scoresOf } from './scores.ts'
import { type Ticks, ticksOf } from './ticks.ts'

interface EarlierProps {
  readonly place: PlaceOf<'score'>
  readonly shot: Shot
  readonly marks: readonly Mark[]
  readonly onTakeUp: (ticks: Ticks) => void
}

/** The saved scores of the lesion, newest first, each worked out again from its ticks. */
export function Earlier({ place, shot, marks, onTakeUp }: EarlierProps) {
  const { t } = useTranslation('score')
  const goTo = useGoTo()
  const scores = scoresOf(marks, shot).toReversed()
  return (
    <Panel title={t(shot.lesionId ? 'earlier' : 'earlierPicture')} note={scores.length}>
      {scores.length === 0 && <p className={styles.soft}>{t('noEarlier')}</p>}
      <ul className={styles.scores}>
        {scores.map(({ mark, body }) => (
          <li key={mark.markId}>
            <span>{t('byAt', { at: stampText(mark.at), by: mark.by })}</span>
            <span className={styles.soft}>{totalsText(body)}</span>
            <span className={styles.line}>
              <Again body={body} />
              {mark.unsynced && <StatusChip icon={IconCloudUp} word={t('unsynced')} tone="warn" quiet />}
              {mark.blobId === shot.blobId ? (
                <Button size="compact-sm" variant="default" onClick={() => onTakeUp(ticksOf(body.ticks))}>
                  {t('takeUp')}
                </Button>
              ) : (
                mark.blobId && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => mark.blobId && goTo({ ...place, blobId: mark.blobId })}
                  >
                    {t('openPicture')}
                  </Button>
                )
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** "ABCD rule (TDS) 5.2 · 3-point checklist 2": what was worked out then. */
export const totalsText = ({ results }: MarkOf<'score'>): string =>
  results
    .filter(({ state }) => state === 'scored')
    .map(
      ({ algorithm, total, above }) => `${algorithmOf(algorithm)?.name ?? algorithm} ${total ?? (above ? '+' : '–')}`,
    )
    .join(' · ')

/** Whether the stored result follows from the stored ticks, byte for byte. */
function Again({ body }: { body: MarkOf<'score'> }) {
  const { t } = useTranslation('score')
  if (body.version !== dermoscopyVersion) return <StatusChip icon={IconHistory} word={t('oldVersion')} quiet />
  const answers = answersOf(body.ticks)
  const same = answers && canonicalJson(keptOf(outcomesOf(answers, body.context))) === canonicalJson(body.results)
  return same ? (
    <StatusChip icon={IconCheck} word={t('same')} tone="ok" quiet />
  ) : (
    <StatusChip icon={IconAlertTriangle} word={t('differs')} tone="bad" quiet />
  )
}
