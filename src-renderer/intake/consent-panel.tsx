import { Checkbox, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConsultConsent } from '../../src-shared/contract/consults.ts'
import { DayField } from '../ui/day-field.tsx'
import { Panel } from '../ui/panel.tsx'
import { useToday } from '../ui/today.ts'
import { isoDayOf } from '../ui/when.ts'
import styles from './intake.module.css'
import type { IntakeDraft } from './use-intake-draft.ts'

const methods = ['written', 'spoken', 'electronic'] as const satisfies readonly ConsultConsent['method'][]

/** What the patient agreed to, how and when. */
export function ConsentPanel({ draft }: { draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  const today = useToday()
  const known: ConsultConsent = draft.content.consent ?? {
    consult: false,
    photography: false,
    method: 'spoken',
    on: isoDayOf(today),
  }
  const set = (part: Partial<ConsultConsent>) => draft.set({ consent: { ...known, ...part } })
  return (
    <Panel title={t('consent')}>
      <div className={styles.items}>
        <Checkbox
          className={styles.wide}
          label={t('consentConsult')}
          checked={known.consult}
          onChange={event => set({ consult: event.currentTarget.checked })}
        />
        <Checkbox
          className={styles.wide}
          label={t('consentPhotography')}
          checked={known.photography}
          onChange={event => set({ photography: event.currentTarget.checked })}
        />
        <SegmentedControl
          aria-label={t('consentMethod')}
          value={known.method}
          onChange={chosen => set({ method: chosen as ConsultConsent['method'] })}
          data={methods.map(value => ({ value, label: t(`method.${value}`) }))}
        />
        <DayField label={t('consentOn')} value={known.on} onChange={on => on && set({ on })} />
      </div>
    </Panel>
  )
}
