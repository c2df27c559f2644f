import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import styles from './case-desk.module.css'
import { missingViewLabels } from './missing.ts'

interface CloseCaseProps {
  readonly row: CaseRow
  readonly shots: readonly Shot[]
  readonly noted: boolean
  readonly drafted: boolean
}

/** What is still missing before the visit is closed, in words. */
function useMissing({ row, shots, noted, drafted }: CloseCaseProps): readonly string[] {
  const { t } = useTranslation('case')
  const own = shots.filter(({ caseId, state }) => caseId === row.caseId && state !== 'voided')
  const views = missingViewLabels(row.presentation, own)
  return [
    ...(drafted ? [t('missingDraft')] : []),
    ...(noted || drafted ? [] : [t('missingNote')]),
    ...(own.length === 0 ? [t('missingImages')] : []),
    ...(own.length > 0 && views.length > 0
      ? [t('missingViews', { count: views.length, views: views.join(', ') })]
      : []),
  ]
}

/** Closes the visit. What is missing is listed first; only then it is asked again. */
export function CloseCase(props: CloseCaseProps) {
  const { t } = useTranslation('case')
  const [asking, setAsking] = useState(false)
  const missing = useMissing(props)
  const closed = () => tell(t('closedSays'))
  const close = useMutation(useCutis().records.closeCase.mutationOptions({ onSuccess: closed }))
  const { caseId } = props.row
  const ask = () => (missing.length > 0 ? setAsking(true) : close.mutate({ caseId }))
  return (
    <Panel title={t('close')}>
      {missing.length > 0 && (
        <>
          <p className={styles.plain}>{t('closeNeeds')}</p>
          <ul className={styles.missing}>
            {missing.map(what => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </>
      )}
      {close.error && <Failed error={close.error} />}
      <div className={styles.foot}>
        {asking && (
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('keepOpen')}
          </Button>
        )}
        <Button variant="default" loading={close.isPending} onClick={asking ? () => close.mutate({ caseId }) : ask}>
          {t(asking ? 'closeAnyway' : 'close')}
        </Button>
      </div>
    </Panel>
  )
}
