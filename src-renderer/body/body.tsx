import { Select } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { PatientView } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton, dayText, Failed, type PlaceProps, Screen, useActions, useGoTo, useReplace } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './body.module.css'
import { CoveragePanel } from './coverage-panel.tsx'
import { PoseGrid } from './pose-grid.tsx'
import { PoseReview } from './pose-review.tsx'
import { daysOf, setsOf, takenOn } from './sets.ts'

/** Total-body pictures of one patient: the poses, what they cover, and a pose against the visit before. */
export function Body({ place }: PlaceProps<'body'>) {
  const { patientId } = place
  const cutis = useCutis()
  const view = useQuery(cutis.records.patient.queryOptions({ input: { patientId } }))
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { patientId } }))
  return (
    <Answer of={view}>
      {record => <Answer of={shots}>{all => <Sets place={place} record={record} shots={all} />}</Answer>}
    </Answer>
  )
}

interface SetsProps extends PlaceProps<'body'> {
  readonly record: PatientView
  readonly shots: readonly Shot[]
}

function Sets({ place, record, shots }: SetsProps) {
  const { t } = useTranslation('body')
  const replace = useReplace()
  const [day, setDay] = useState<string>()
  const sets = setsOf(shots, day)
  const taken = takenOn(shots, day)
  const pose = sets.find(({ id }) => id === place.pose)
  const capture = useCapture(record)
  const tools = (
    <>
      <Select
        aria-label={t('day')}
        w={170}
        data={[{ value: '', label: t('allDays') }, ...daysOf(shots).map(value => ({ value, label: dayText(value) }))]}
        value={day ?? ''}
        allowDeselect={false}
        onChange={chosen => setDay(chosen === '' || chosen === null ? undefined : chosen)}
      />
      <ActionButton action={capture.action} variant="filled" />
    </>
  )
  return (
    <Screen title={t('title')} note={t('taken', { taken: taken.length, all: sets.length })} tools={tools}>
      {capture.error !== null && <Failed error={capture.error} />}
      {pose && pose.shots.length > 1 ? (
        <PoseReview key={pose.id} pose={pose} record={record} onBack={() => replace({ ...place, pose: undefined })} />
      ) : (
        <div className={styles.columns}>
          <PoseGrid sets={sets} onOpen={id => replace({ ...place, pose: id })} />
          <CoveragePanel taken={taken} record={record} />
        </div>
      )}
    </Screen>
  )
}

/** The case that body pictures go into: the one that is open, else a new one. */
function useCapture({ patient, cases }: PatientView) {
  const { t } = useTranslation('body')
  const { role } = useMe()
  const goTo = useGoTo()
  const { patientId } = patient
  const started = cases.find(({ presentation, status }) => presentation === 'total-body' && status === 'in-progress')
  const open = useMutation(
    useCutis().records.openCase.mutationOptions({
      onSuccess: ({ caseId }) => goTo({ at: 'capture', patientId, caseId }),
    }),
  )
  const begin = () => {
    if (started) goTo({ at: 'capture', patientId, caseId: started.caseId })
    else if (!open.isPending) open.mutate({ patientId, presentation: 'total-body', reason: t('title') })
  }
  const [action] = useActions([
    {
      id: 'body.capture',
      label: t('capture'),
      icon: IconCamera,
      shortcut: 'c',
      perform: begin,
      disabledWhy: may(role, 'image.capture') && may(role, 'patient.write') ? undefined : t('notYours'),
    },
  ])
  return { action, error: open.error }
}
