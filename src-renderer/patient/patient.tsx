import { IconColumns2, IconHeartRateMonitor, IconMapPin, IconStethoscope } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientView } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton, type PlaceProps, Screen, useActions, useGoTo } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { LesionPanel } from './lesion-panel.tsx'
import { NewCase } from './new-case.tsx'
import styles from './patient.module.css'
import { forgetPatientState, usePatientState } from './state.ts'
import { Summary } from './summary.tsx'
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
  const task = usePatientState(state => state.task)
  const [readings, compare, lesion, openCase] = usePatientActions(view)
  const close = () => usePatientState.setState({ task: undefined })
  const tools = (
    <>
      <ActionButton action={readings} />
      <ActionButton action={compare} />
      <ActionButton action={lesion} />
      <ActionButton action={openCase} variant="filled" />
    </>
  )
  return (
    <Screen title={t('patient.title')} tools={tools}>
      <div className={styles.columns}>
        <LesionPanel view={view} />
        <TimelinePanel view={view} />
        {task === 'case' ? <NewCase patient={view.patient} onClose={close} /> : <Summary view={view} />}
      </div>
    </Screen>
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
