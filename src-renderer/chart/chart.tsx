import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { type PlaceProps, Screen } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { ChartDesk } from './chart-desk.tsx'

/** What a clinician expects to know of a patient: problems, allergies, medicines, results, and the facts for prescribing. */
export function Chart({ place }: PlaceProps<'chart'>) {
  const { t } = useTranslation('chart')
  const { patientId } = place
  const [history, setHistory] = useState(false)
  const cutis = useCutis()
  const view = useQuery(cutis.chart.view.queryOptions({ input: { patientId, history } }))
  const person = useQuery(cutis.records.patient.queryOptions({ input: { patientId } }))
  const failed = view.data === undefined || person.data === undefined
  if (failed)
    return (
      <Screen title={t('title')}>
        <Answer of={view.data === undefined ? view : person}>{() => null}</Answer>
      </Screen>
    )
  return (
    <ChartDesk
      key={patientId}
      place={place}
      view={view.data}
      patient={person.data.patient}
      history={history}
      onHistory={() => setHistory(!history)}
    />
  )
}
