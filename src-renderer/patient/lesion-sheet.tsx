import { Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconCalendarDue, IconCalendarTime, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Standing, standingOf } from '../../src-shared/clinical/monitoring-windows.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import {
  ActionButton,
  dayText,
  Failed,
  isoDayOf,
  Panel,
  StatusChip,
  tell,
  useActions,
  useGoTo,
  useToday,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './patient.module.css'
import { usePatientState } from './state.ts'

const signs = {
  early: { icon: IconCalendarTime, tone: 'plain' },
  open: { icon: IconCircleCheck, tone: 'ok' },
  due: { icon: IconCalendarDue, tone: 'info' },
  overdue: { icon: IconAlertTriangle, tone: 'warn' },
} as const satisfies Record<Standing, object>

/** The open follow-up of a lesion; what is closed is history. */
export const openFollowUp = (marks: readonly Mark[]): Mark | undefined =>
  marks.findLast(({ body, state }) => state === 'current' && body.kind === 'monitoring' && body.outcome === undefined)

export const confirmationOf = (marks: readonly Mark[]): Mark | undefined =>
  marks.findLast(({ body, state }) => state === 'current' && body.kind === 'confirmation')

/** What is known of the chosen lesion, and what can be done with it. */
export function LesionSheet({ lesion, shots }: { lesion: Lesion; shots: readonly Shot[] }) {
  const { t } = useTranslation('follow')
  const { lesionId } = lesion
  const marks = useQuery(useCutis().review.marks.queryOptions({ input: { lesionId } }))
  return (
    <Panel title={`${t('title')}: ${lesion.label}`}>
      <Answer of={marks} rows={2}>
        {all => (
          <div className={styles.sheet}>
            <FollowUp mark={openFollowUp(all)} />
            <Confirmed mark={confirmationOf(all)} />
            <Acts lesion={lesion} shots={shots} followed={openFollowUp(all) !== undefined} />
          </div>
        )}
      </Answer>
    </Panel>
  )
}

function FollowUp({ mark }: { mark: Mark | undefined }) {
  const { t } = useTranslation('follow')
  const today = isoDayOf(useToday())
  if (mark?.body.kind !== 'monitoring') return undefined
  const { body } = mark
  const standing = standingOf(body, today)
  const { earliestOn, dueOn, latestOn } = body
  return (
    <div>
      <StatusChip {...signs[standing]} word={`${t('monitoring')}: ${t(`standing.${standing}`)}`} />
      <p className={styles.line}>
        {t('window', { earliest: dayText(earliestOn), due: dayText(dueOn), latest: dayText(latestOn) })}
      </p>
      {standing !== 'early' && <p className={styles.line}>{t('rule')}</p>}
      <Book mark={mark} />
      <Close mark={mark} />
    </div>
  )
}

/** The next picture as an appointment within its window. */
function Book({ mark }: { mark: Mark }) {
  const { t } = useTranslation('follow')
  const goTo = useGoTo()
  const { body, patientId, lesionId } = mark
  const { data } = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  if (body.kind !== 'monitoring' || !lesionId || !data) return undefined
  const { earliestOn, dueOn, latestOn } = body
  const name = [data.patient.family, data.patient.given].filter(Boolean).join(', ')
  const followUp = { patientId, name, lesionId, dates: { earliestOn, dueOn, latestOn } }
  return (
    <Button variant="default" size="xs" onClick={() => goTo({ at: 'schedule', followUp })}>
      {t('book')}
    </Button>
  )
}

const outcomes = ['done', 'stopped', 'excised'] as const

function Close({ mark }: { mark: Mark }) {
  const { t } = useTranslation('follow')
  const { role } = useMe()
  const close = useMutation(useCutis().review.put.mutationOptions({ onSuccess: () => tell(t('closed')) }))
  if (mark.body.kind !== 'monitoring' || !may(role, 'mark.write')) return undefined
  const { body, markId, patientId, lesionId } = mark
  const end = (outcome: (typeof outcomes)[number]) =>
    close.mutate({
      markId: crypto.randomUUID(),
      patientId,
      ...(lesionId && { lesionId }),
      replaces: markId,
      body: { ...body, outcome },
    })
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" size="xs" loading={close.isPending}>
            {t('close')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {outcomes.map(outcome => (
            <Menu.Item key={outcome} onClick={() => end(outcome)}>
              {t(`outcomes.${outcome}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {close.error && <Failed error={close.error} />}
    </>
  )
}

function Confirmed({ mark }: { mark: Mark | undefined }) {
  const { t } = useTranslation('follow')
  if (mark?.body.kind !== 'confirmation') return undefined
  const { label, how, on } = mark.body
  return (
    <p className={styles.line}>
      <strong>{t('confirmed')}</strong> {t('confirmedSays', { label, how: t(`hows.${how}`), on: dayText(on) })}
    </p>
  )
}

interface ActsProps {
  readonly lesion: Lesion
  readonly shots: readonly Shot[]
  readonly followed: boolean
}

function Acts({ lesion, shots, followed }: ActsProps) {
  const { t } = useTranslation('follow')
  const { t: score } = useTranslation('score')
  const { role } = useMe()
  const goTo = useGoTo()
  const { patientId, lesionId } = lesion
  const newest = shots
    .filter(shot => shot.lesionId === lesionId && shot.state === 'kept' && shot.device.dermoscopic)
    .toSorted((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt))
    .at(-1)
  const why = may(role, 'mark.write') ? undefined : t('notYours')
  const acts = useActions([
    {
      id: 'lesion.monitor',
      label: t('monitor'),
      perform: () => usePatientState.setState({ task: 'monitor' }),
      disabledWhy: why ?? (followed ? t('monitoring') : undefined),
    },
    {
      id: 'lesion.confirm',
      label: t('confirm'),
      perform: () => usePatientState.setState({ task: 'confirm' }),
      disabledWhy: why,
    },
    {
      id: 'lesion.score',
      label: score('title'),
      perform: () => newest && goTo({ at: 'score', patientId, blobId: newest.blobId }),
      disabledWhy: newest ? undefined : t('noDermoscopic'),
    },
    {
      id: 'lesion.similar',
      label: t('similar'),
      perform: () => newest && goTo({ at: 'similar', patientId, blobId: newest.blobId }),
      disabledWhy: newest ? undefined : t('noDermoscopic'),
    },
  ])
  return (
    <div className={styles.acts}>
      {acts.map(action => (
        <ActionButton key={action.id} action={action} />
      ))}
    </div>
  )
}
