import {
  IconBodyScan,
  IconChartLine,
  IconClipboardHeart,
  IconClipboardList,
  IconColumns2,
  IconHeartRateMonitor,
  IconMapPin,
  IconMoodSick,
  IconPrescription,
  IconStethoscope,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lesion, PatientView } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton, type PlaceProps, Screen, useActions, useGoTo } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { ChartStrip } from './chart-strip.tsx'
import { ConfirmLesion } from './confirm-lesion.tsx'
import { FollowLesion } from './follow-lesion.tsx'
import { LesionPanel } from './lesion-panel.tsx'
import { confirmationOf } from './lesion-sheet.tsx'
import { NewCase } from './new-case.tsx'
import styles from './patient.module.css'
import { PortalLink } from './portal-panel.tsx'
import { forgetPatientState, usePatientState } from './state.ts'
import { Summary } from './summary.tsx'
import { SymptomLog } from './symptom-log.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

/** One patient: the time axis in the middle, the body beside it, what matters always in sight. */
export function Patient({ place }: PlaceProps<'patient'>) {
  const { patientId } = place
  const view = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  useEffect(() => forgetPatientState, [patientId])
  return <Answer of={view}>{data => <Record view={data} />}</Answer>
}

function Record({ view }: { view: PatientView }) {
  const { t } = useTranslation()
  const [chart, orders, body, severity] = useSkinActions(view)
  const [readings, compare, lesion, openCase] = usePatientActions(view)
  const close = () => usePatientState.setState({ task: undefined })
  const tools = (
    <>
      <ActionButton action={chart} />
      <ActionButton action={orders} />
      <ActionButton action={body} />
      <ActionButton action={severity} />
      <ActionButton action={readings} />
      <ActionButton action={compare} />
      <ActionButton action={lesion} />
      <ActionButton action={openCase} variant="filled" />
    </>
  )
  return (
    <Screen title={t('patient.title')} tools={tools}>
      <ChartStrip patientId={view.patient.patientId} />
      <div className={styles.columns}>
        <LesionPanel view={view} />
        <TimelinePanel view={view} />
        <Side view={view} onClose={close} />
      </div>
    </Screen>
  )
}

/** The right column: a task under way, else what matters of the patient. */
function Side({ view, onClose }: { view: PatientView; onClose: () => void }) {
  const { task, lesionId } = usePatientState()
  const lesion = view.lesions.find(one => one.lesionId === lesionId)
  if (task === 'case') return <NewCase patient={view.patient} onClose={onClose} />
  if (task === 'symptoms') return <SymptomLog patientId={view.patient.patientId} onClose={onClose} />
  if (task === 'portal') return <PortalLink patientId={view.patient.patientId} onClose={onClose} />
  if (task === 'monitor' && lesion) return <FollowLesion lesion={lesion} onClose={onClose} />
  if (task === 'confirm' && lesion) return <Confirming lesion={lesion} onClose={onClose} />
  return <Summary view={view} />
}

function Confirming({ lesion, onClose }: { lesion: Lesion; onClose: () => void }) {
  const { lesionId } = lesion
  const marks = useQuery(useCutis().review.marks.queryOptions({ input: { lesionId } }))
  return (
    <Answer of={marks}>
      {all => <ConfirmLesion lesion={lesion} before={confirmationOf(all)} onClose={onClose} />}
    </Answer>
  )
}

function usePatientActions(view: PatientView) {
  const { t } = useTranslation()
  const { role } = useMe()
  const goTo = useGoTo()
  const { lesionId } = usePatientState()
  const { patientId } = view.patient
  const chosen = view.lesions.find(lesion => lesion.lesionId === lesionId)
  const why = (permission: 'patient.write' | 'lesion.write' | 'reading.read') =>
    may(role, permission) ? undefined : t('patients.notYours')
  const compareWhy = () => {
    if (!chosen) return t('patient.chooseLesion')
    return chosen.imageCount < 2 ? t('patient.compareWhy') : undefined
  }
  return useActions([
    {
      id: 'patient.readings',
      label: t('readings.title'),
      icon: IconHeartRateMonitor,
      shortcut: 'm',
      perform: () => goTo({ at: 'readings', patientId }),
      disabledWhy: why('reading.read'),
    },
    {
      id: 'patient.compare',
      label: t('patient.compare'),
      icon: IconColumns2,
      shortcut: 'v',
      perform: () => chosen && goTo({ at: 'compare', patientId, lesionId: chosen.lesionId }),
      disabledWhy: compareWhy(),
    },
    {
      id: 'patient.lesion',
      label: t('patient.newLesion'),
      icon: IconMapPin,
      shortcut: 'l',
      perform: () => usePatientState.setState({ task: 'lesion' }),
      disabledWhy: why('lesion.write'),
    },
    {
      id: 'patient.case',
      label: t('patient.openCase'),
      icon: IconStethoscope,
      shortcut: 'o',
      perform: () => usePatientState.setState({ task: 'case' }),
      disabledWhy: why('patient.write'),
    },
  ])
}

/** The chart, the whole skin, and how severe it is. */
function useSkinActions({ patient: { patientId } }: PatientView) {
  const { t: words } = useTranslation('severity')
  const { t: bodyWords } = useTranslation('body')
  const { t: chartWords } = useTranslation('chart')
  const { t: orderWords } = useTranslation('orders')
  const goTo = useGoTo()
  const { t: rxWords } = useTranslation('prescribing')
  const { t: reactionWords } = useTranslation('reactions')
  return useActions([
    {
      id: 'patient.chart',
      label: chartWords('title'),
      icon: IconClipboardHeart,
      shortcut: 'h',
      perform: () => goTo({ at: 'chart', patientId }),
    },
    {
      id: 'patient.orders',
      label: orderWords('list'),
      icon: IconClipboardList,
      shortcut: 'f',
      perform: () => goTo({ at: 'orders', patientId }),
    },
    {
      id: 'patient.body',
      label: bodyWords('title'),
      icon: IconBodyScan,
      shortcut: 'b',
      perform: () => goTo({ at: 'body', patientId }),
    },
    {
      id: 'patient.severity',
      label: words('title'),
      icon: IconChartLine,
      shortcut: 'e',
      perform: () => goTo({ at: 'severity', patientId }),
    },
    {
      id: 'patient.prescribe',
      label: rxWords('title'),
      icon: IconPrescription,
      shortcut: 'r',
      perform: () => goTo({ at: 'prescribe', patientId }),
    },
    {
      id: 'patient.reactions',
      label: reactionWords('title'),
      icon: IconMoodSick,
      perform: () => goTo({ at: 'reactions', patientId }),
    },
  ])
}
