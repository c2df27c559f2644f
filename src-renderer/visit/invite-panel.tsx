import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { useCutis } from '../link/index.ts'
import { Panel, stampText, tell } from '../ui/index.ts'
import { Failure } from './failure.tsx'
import styles from './visit.module.css'

const lives = { hour: 60, day: 1440, week: 10_080 } as const
type Life = keyof typeof lives
const factors = ['birth-date', 'code'] as const

/** Makes the link that brings the patient here. */
export function InvitePanel({ visit: { caseId } }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const [factor, setFactor] = useState<(typeof factors)[number]>('birth-date')
  const [life, setLife] = useState<Life>('day')
  const invite = useMutation(useCutis().visits.invite.mutationOptions())
  const made = invite.data
  return (
    <Panel title={t('invite')}>
      <div className={styles.form}>
        <p className={styles.fine}>{t('inviteSays')}</p>
        <div className={styles.pair}>
          <Select
            label={t('factor')}
            data={factors.map(value => ({ value, label: t(`factors.${value}`) }))}
            value={factor}
            allowDeselect={false}
            onChange={value => setFactor(value === 'code' ? 'code' : 'birth-date')}
          />
          <Select
            label={t('validFor')}
            data={(['hour', 'day', 'week'] as const).map(value => ({ value, label: t(`life.${value}`) }))}
            value={life}
            allowDeselect={false}
            onChange={value => setLife((value ?? 'day') as Life)}
          />
        </div>
        <Button
          variant="default"
          loading={invite.isPending}
          onClick={() => invite.mutate({ caseId, factor, minutes: lives[life] })}
        >
          {t('makeLink')}
        </Button>
        <Failure of={invite.error} />
        {made && (
          <>
            <TextInput label={t('link')} value={made.link} readOnly />
            <Button
              variant="default"
              onClick={() => void navigator.clipboard.writeText(made.link).then(() => tell(t('copied')))}
            >
              {t('copy')}
            </Button>
            {made.code !== undefined && (
              <p className={styles.words}>
                {t('code')}: <strong className={styles.code}>{made.code}</strong>
              </p>
            )}
            <p className={styles.fine}>{t('expires', { at: stampText(made.expiresAt) })}</p>
          </>
        )}
      </div>
    </Panel>
  )
}
