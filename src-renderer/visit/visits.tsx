import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { useCutis } from '../link/index.ts'
import { Answer, type Column, DataTable, Empty, nameOf, Panel, Screen, stampText, useGoTo } from '../ui/index.ts'

/** How often the rooms are asked who waits: the clinic has no way to call. */
const askEveryMs = 3000

/** The open visits by video: who waits, and since when. */
export function Visits() {
  const { t } = useTranslation('visit')
  const goTo = useGoTo()
  const waiting = useQuery({ ...useCutis().visits.waiting.queryOptions(), refetchInterval: askEveryMs })
  const columns: readonly Column<Visit>[] = [
    { key: 'patient', head: t('column.patient'), cell: ({ patient }) => (patient ? nameOf(patient) : '') },
    { key: 'state', head: t('column.state'), cell: ({ state }) => t(`state.${state}`) },
    {
      key: 'waiting',
      head: t('column.waiting'),
      cell: ({ waitingSince }) => (waitingSince ? stampText(waitingSince) : t('away')),
    },
  ]
  return (
    <Screen title={t('list')} note={t('listSays')}>
      <Answer of={waiting}>
        {list => (
          <Panel title={t('list')} note={list.length} fill flush>
            {list.length === 0 ? (
              <Empty title={t('none')} hint={t('noneHint')} />
            ) : (
              <DataTable
                label={t('list')}
                rows={list}
                columns={columns}
                rowKey={({ caseId }) => caseId}
                onOpen={({ patientId, caseId }) => goTo({ at: 'visit', patientId, caseId })}
              />
            )}
          </Panel>
        )}
      </Answer>
    </Screen>
  )
}
