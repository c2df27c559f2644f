import { SegmentedControl } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty, Failed, Loading, type PlaceProps, Screen, useGoTo, useReplace } from '../ui/index.ts'
import { useConsultAhead } from '../viewer/use-consult-ahead.ts'
import { type Show, useLines } from './use-lines.ts'
import { WorkPreview } from './work-preview.tsx'
import { WorkTable } from './work-table.tsx'
import styles from './worklist.module.css'

const shows: readonly Show[] = ['waiting', 'mine', 'answered', 'closed']

/** Consults that wait, the most urgent first, with a preview of the one under the cursor. */
export function Worklist({ place }: PlaceProps<'worklist'>) {
  const { t } = useTranslation('worklist')
  const replace = useReplace()
  const show = place.show ?? 'waiting'
  return (
    <Screen
      title={t('title')}
      note={t('says')}
      tools={
        <SegmentedControl
          aria-label={t('showLabel')}
          value={show}
          onChange={chosen => replace({ at: 'worklist', show: chosen as Show })}
          data={shows.map(value => ({ value, label: t(`show.${value}`) }))}
        />
      }
    >
      <Listed key={show} show={show} />
    </Screen>
  )
}

function Listed({ show }: { show: Show }) {
  const { t } = useTranslation('worklist')
  const lines = useLines(show)
  const { total, error, again } = lines
  if (error) return <Failed error={error} again={again} />
  if (total === undefined) return <Loading />
  if (total === 0) return <Empty icon={IconInbox} title={t('nothing')} hint={t('nothingHint')} />
  return <Lines lines={lines} total={total} />
}

function Lines({ lines, total }: { lines: ReturnType<typeof useLines>; total: number }) {
  const { t } = useTranslation('worklist')
  const { rowAt, near } = lines
  const { at, choose } = useCursor(lines, total)
  const goTo = useGoTo()
  const row = rowAt(at)
  useConsultAhead(row)
  return (
    <div className={styles.columns}>
      <div className={styles.list}>
        <WorkTable
          count={total}
          rowAt={rowAt}
          cursor={at}
          onCursor={choose}
          onOpen={({ patientId, caseId, consultId }) => goTo({ at: 'consult', patientId, caseId, consultId })}
          onSpan={near}
        />
        <div className={styles.foot}>
          <span className="figures">{t('lineOf', { at: at + 1, total })}</span>
        </div>
      </div>
      <WorkPreview row={row} />
    </div>
  )
}

/** The cursor stays with its consult where others come before it, so that Enter never opens another than was chosen. */
function useCursor({ rowAt, placeOf }: ReturnType<typeof useLines>, total: number) {
  const [chosen, setChosen] = useState<{ at: number; consultId: string | undefined }>({ at: 0, consultId: undefined })
  const { at, consultId } = chosen
  const moved = consultId === undefined || rowAt(at)?.consultId === consultId ? undefined : placeOf(consultId)
  const now = Math.min(moved ?? at, total - 1)
  return { at: now, choose: (to: number) => setChosen({ at: to, consultId: rowAt(to)?.consultId }) }
}
