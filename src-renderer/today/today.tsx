import { IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { ActionButton, dayOf, type Place, Screen, useActions, useGoTo, useToday } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { Cases, type TodayCase } from './cases.tsx'
import { Tasks } from './tasks.tsx'
import styles from './today.module.css'

const placeOf = ({ patientId, caseId }: TodayCase): Place => ({ at: 'case', patientId, caseId })

/** What waits today: open cases and due tasks. */
export function Today() {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const today = useQuery(useCutis().records.today.queryOptions())
  const next = today.data?.cases.find(({ status }) => status === 'in-progress' || status === 'planned')
  const [openNext] = useActions([
    {
      id: 'today.next',
      label: t('today.openNext'),
      icon: IconPlayerPlay,
      shortcut: 'o',
      perform: () => next && goTo(placeOf(next)),
      disabledWhy: next ? undefined : t('today.nothingOpen'),
    },
  ])
  return (
    <Screen title={t('go.today')} note={dayOf(useToday())} tools={<ActionButton action={openNext} variant="filled" />}>
      <div className={styles.columns}>
        <Answer of={today}>
          {({ cases, tasks }) => (
            <>
              <Cases cases={cases} onOpen={row => goTo(placeOf(row))} />
              <Tasks tasks={tasks} />
            </>
          )}
        </Answer>
      </div>
    </Screen>
  )
}
