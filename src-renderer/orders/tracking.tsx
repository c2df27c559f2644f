import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../src-shared/contract/orders.ts'
import { useCutis } from '../link/index.ts'
import { Answer, Empty, Panel, Screen, useGoTo } from '../ui/index.ts'
import { OrderTable } from './order-table.tsx'
import styles from './orders.module.css'
import { Unmatched } from './unmatched.tsx'

const boards = ['overdue', 'toSign', 'loops'] as const
const none = { overdue: 'noneOverdue', toSign: 'noneToSign', loops: 'noneLoops' } as const

/** What the whole clinic must not lose sight of. */
export function Tracking() {
  const { t } = useTranslation('orders')
  const goTo = useGoTo()
  const tracking = useQuery(useCutis().orders.tracking.queryOptions())
  const open = ({ patientId, caseId, orderId }: Order) =>
    goTo({ at: 'orders', patientId, orderId, ...(caseId && { caseId }) })
  return (
    <Screen title={t('tracking')} note={t('trackingSays')}>
      <Answer of={tracking}>
        {known => (
          <div className={styles.boards}>
            {boards.map(board => (
              <Panel key={board} title={t(`${board}Title`)} note={known[board].length} fill flush>
                {known[board].length === 0 ? (
                  <Empty title={t(none[board])} />
                ) : (
                  <OrderTable label={t(`${board}Title`)} orders={known[board]} withPatient onChoose={open} />
                )}
              </Panel>
            ))}
            <Panel title={t('unmatchedTitle')} note={known.unmatched.length} fill reachable>
              {known.unmatched.length === 0 && <Empty title={t('noneUnmatched')} />}
              {known.unmatched.map(result => (
                <Unmatched key={result.reportId} result={result} loops={known.loops} />
              ))}
            </Panel>
          </div>
        )}
      </Answer>
    </Screen>
  )
}
