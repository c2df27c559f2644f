import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TriageClass, triageClasses } from '../../src-shared/clinical/triage/facts.ts'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import styles from './consult.module.css'

const leastReason = 10

/** Another class, with the reason that stays in the record. */
export function OverrideForm({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('triage')
  const [kind, setKind] = useState<TriageClass>()
  const [reason, setReason] = useState('')
  const done = () => {
    setKind(undefined)
    setReason('')
  }
  const change = useMutation(useCutis().consults.override.mutationOptions({ onSuccess: done }))
  const others = triageClasses.filter(one => one !== consult.class && one !== 'HOLD-RETAKE')
  return (
    <Panel title={t('override')}>
      <div className={styles.form}>
        <Select
          label={t('overrideTo')}
          data={others.map(value => ({ value, label: words(`classSays.${value}`) }))}
          value={kind ?? null}
          onChange={chosen => setKind((chosen ?? undefined) as TriageClass | undefined)}
          clearable
        />
        {kind && (
          <>
            <TextInput
              label={t('overrideWhy')}
              value={reason}
              maxLength={500}
              onChange={event => setReason(event.currentTarget.value)}
            />
            {change.error && <Failed error={change.error} />}
            <Button
              variant="default"
              disabled={reason.trim().length < leastReason}
              loading={change.isPending}
              onClick={() => change.mutate({ consultId: consult.consultId, class: kind, reason: reason.trim() })}
            >
              {t('override')}
            </Button>
          </>
        )}
      </div>
    </Panel>
  )
}
