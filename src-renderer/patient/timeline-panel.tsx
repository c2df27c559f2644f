import { Button, SegmentedControl } from '@mantine/core'
import { IconTimeline, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientView, TimelineItem } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import { Empty, Panel } from '../ui/index.ts'
import { PictureSheet } from '../ui/picture-sheet.tsx'
import { Answer } from '../ui/states.tsx'
import { axisOf } from './axis.ts'
import styles from './patient.module.css'
import { usePatientState } from './state.ts'
import { TimelineDay } from './timeline-day.tsx'

type Kind = TimelineItem['kind']
const order: readonly Kind[] = ['visit', 'image', 'note', 'problem', 'reading', 'medicine', 'order', 'task', 'message']

/** Everything that happened, on one time axis, latest first. */
export function TimelinePanel({ view }: { view: PatientView }) {
  const { t } = useTranslation()
  const { patientId } = view.patient
  const timeline = useQuery(useCutis().records.timeline.queryOptions({ input: { patientId } }))
  const lesionId = usePatientState(state => state.lesionId)
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const lesion = view.lesions.find(one => one.lesionId === lesionId)
  const all = timeline.data ?? []
  const shown = all.filter(
    item => (kind === 'all' || item.kind === kind) && (lesion === undefined || item.lesionId === lesion.lesionId),
  )
  const kinds = ['all' as const, ...order.filter(one => all.some(item => item.kind === one))]
  return (
    <div className={styles.middle}>
      <Panel
        title={t('patient.timeline')}
        note={lesion && <OnlyLesion label={lesion.label} />}
        tools={
          <SegmentedControl
            aria-label={t('patient.timeline')}
            value={kind}
            onChange={chosen => setKind(chosen as Kind | 'all')}
            data={kinds.map(value => ({ value, label: t(`patient.kind.${value}`) }))}
          />
        }
        fill
        flush
      >
        <Answer of={timeline}>{() => <Axis items={shown} patientId={patientId} />}</Answer>
      </Panel>
    </div>
  )
}

function OnlyLesion({ label }: { label: string }) {
  const { t } = useTranslation()
  return (
    <Button
      size="compact-xs"
      variant="light"
      rightSection={<IconX size={12} />}
      aria-label={`${t('patient.onlyLesion', { label })}. ${t('patient.showAll')}`}
      onClick={() => usePatientState.setState({ lesionId: undefined })}
    >
      {t('patient.onlyLesion', { label })}
    </Button>
  )
}

function Axis({
  items,
  patientId,
}: {
  items: readonly TimelineItem[]
  patientId: PatientView['patient']['patientId']
}) {
  const { t } = useTranslation()
  if (items.length === 0)
    return <Empty icon={IconTimeline} title={t('patient.nothingYet')} hint={t('patient.nothingYetHint')} />
  return (
    <PictureSheet>
      <ol className={styles.axis}>
        {axisOf(items).map(day => (
          <TimelineDay key={day.day} day={day} patientId={patientId} />
        ))}
      </ol>
    </PictureSheet>
  )
}
