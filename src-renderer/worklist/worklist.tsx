import { SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconInbox } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'
import {
  ActionButton,
  Answer,
  Empty,
  type PlaceOf,
  type PlaceProps,
  Screen,
  useActions,
  useGoTo,
  useReplace,
} from '../ui/index.ts'
import { WorkPreview } from './work-preview.tsx'
import { WorkTable } from './work-table.tsx'
import styles from './worklist.module.css'

const perPage = 100
const shows = ['waiting', 'mine', 'answered', 'closed'] as const
type Show = (typeof shows)[number]

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

/** The page that is shown, and the ways to those beside it. */
function usePage(show: Show) {
  const [from, setFrom] = useState(0)
  const cutis = useCutis()
  const page = useQuery({
    ...cutis.consults.worklist.queryOptions({ input: { show, from, limit: perPage } }),
    placeholderData: keepPreviousData,
  })
  return { page, from, setFrom }
}

function Listed({ show }: { show: Show }) {
  const { t } = useTranslation('worklist')
  const { page, from, setFrom } = usePage(show)
  const [chosen, setChosen] = useState<string>()
  const goTo = useGoTo()
  const soon = usePrefetch()
  const placeOf = ({ patientId, caseId, consultId }: WorkRow): PlaceOf<'consult'> => ({
    at: 'consult',
    patientId,
    caseId,
    consultId,
  })
  return (
    <Answer of={page}>
      {({ total, rows }) =>
        total === 0 ? (
          <Empty icon={IconInbox} title={t('nothing')} hint={t('nothingHint')} />
        ) : (
          <div className={styles.columns}>
            <div className={styles.list}>
              <WorkTable
                rows={rows}
                onOpen={row => goTo(placeOf(row))}
                onCursor={row => {
                  setChosen(row.consultId)
                  soon(row)
                }}
              />
              <Pages total={total} from={from} shown={rows.length} onFrom={setFrom} />
            </div>
            <WorkPreview row={rows.find(({ consultId }) => consultId === chosen) ?? rows[0]} />
          </div>
        )
      }
    </Answer>
  )
}

/** The consult under the cursor is fetched before it is opened. */
function usePrefetch() {
  const cache = useQueryClient()
  const cutis = useCutis()
  return ({ consultId, patientId }: WorkRow) => {
    void cache.prefetchQuery(cutis.consults.consult.queryOptions({ input: { consultId } }))
    void cache.prefetchQuery(cutis.capture.shots.queryOptions({ input: { patientId } }))
  }
}

interface PagesProps {
  readonly total: number
  readonly from: number
  readonly shown: number
  readonly onFrom: (from: number) => void
}

function Pages({ total, from, shown, onFrom }: PagesProps) {
  const { t } = useTranslation('worklist')
  const [earlier, later] = useActions([
    {
      id: 'worklist.earlier',
      label: t('earlier'),
      icon: IconArrowLeft,
      shortcut: 'pageup',
      perform: () => onFrom(Math.max(0, from - perPage)),
      disabledWhy: from === 0 ? t('page', { from: 1, to: shown, total }) : undefined,
      group: t('group'),
    },
    {
      id: 'worklist.later',
      label: t('later'),
      icon: IconArrowRight,
      shortcut: 'pagedown',
      perform: () => onFrom(from + perPage),
      disabledWhy: from + shown >= total ? t('page', { from: from + 1, to: from + shown, total }) : undefined,
      group: t('group'),
    },
  ])
  if (total <= perPage) return undefined
  return (
    <div className={styles.pages}>
      <ActionButton action={earlier} />
      <span className="figures">{t('page', { from: from + 1, to: from + shown, total })}</span>
      <ActionButton action={later} />
    </div>
  )
}
