import { Textarea } from '@mantine/core'
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReactionView } from '../../src-shared/contract/reactions.ts'
import { may } from '../../src-shared/policy.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import { CodeField } from '../ui/code-field.tsx'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { stampText } from '../ui/when.ts'
import styles from './reactions.module.css'

/** What became of a signed report, in a sentence. */
export function Became({ view: { standing, corrects, allergyId } }: { view: ReactionView }) {
  const { t } = useTranslation('reactions')
  return (
    <>
      {corrects && <p className={styles.soft}>{t('tookPlace')}</p>}
      {standing && (
        <p className={styles.bad}>
          {standing.state === 'withdrawn'
            ? t('becameOf.withdrawn', { by: standing.by, at: stampText(standing.at), reason: standing.reason })
            : t('becameOf.corrected', { by: standing.by, at: stampText(standing.at) })}
        </p>
      )}
      {standing && <p className={isForged(standing.key) ? styles.bad : styles.soft}>{t(`key.${standing.key}`)}</p>}
      {standing?.state === 'withdrawn' && allergyId && <p>{t('allergyStays')}</p>}
    </>
  )
}

interface MendProps {
  readonly view: ReactionView
  /** Begins the report that takes this one's place, or opens the one that was begun. */
  readonly onCorrect: () => void
}

/** Ways to set right what was signed: another report in its place, or none. */
export function Mend({ view, onCorrect }: MendProps) {
  const { t } = useTranslation('reactions')
  const { role } = useMe()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const disabledWhy = may(role, 'report.sign') ? undefined : t('needRight')
  const actions = useActions([
    {
      id: 'reactions.correct',
      label: t('correct'),
      icon: IconPencil,
      perform: onCorrect,
      disabledWhy,
      group: t('group'),
    },
    {
      id: 'reactions.withdraw',
      label: t('withdraw'),
      icon: IconArrowBackUp,
      perform: () => setWithdrawing(true),
      disabledWhy,
      group: t('group'),
    },
  ])
  if (view.standing) return null
  if (isWithdrawing) return <Withdraw view={view} />
  return (
    <div className={styles.row}>
      {actions.map(action => (
        <ActionButton key={action.id} action={action} />
      ))}
    </div>
  )
}

function Withdraw({ view: { reactionId } }: { view: ReactionView }) {
  const { t } = useTranslation('reactions')
  const [reason, setReason] = useState('')
  const [code, setCode] = useState('')
  const withdraw = useMutation({
    ...useCutis().reactions.withdraw.mutationOptions(),
    onSuccess: () => tell(t('withdrawn')),
  })
  const lacks = reason.trim() === '' ? t('needWhy') : code.trim().length < 6 ? t('needCode') : undefined
  const [action] = useActions([
    {
      id: 'reactions.withdrawNow',
      label: t('withdrawNow'),
      icon: IconArrowBackUp,
      perform: () => withdraw.mutate({ reactionId, reason: reason.trim(), code: code.replaceAll(' ', '') }),
      disabledWhy: withdraw.isPending ? t('saving') : lacks,
      group: t('group'),
    },
  ])
  return (
    <section className={styles.part} aria-label={t('withdraw')}>
      <p className={styles.soft}>{t('withdrawHint')}</p>
      <p className={styles.soft}>{t('tellAgency')}</p>
      <Textarea
        label={t('withdrawWhy')}
        value={reason}
        maxLength={500}
        rows={2}
        data-autofocus
        onChange={event => setReason(event.currentTarget.value)}
      />
      <CodeField label={t('code')} value={code} onChange={setCode} />
      {withdraw.error && <Failed error={withdraw.error} />}
      {action && <ActionButton action={action} variant="filled" />}
    </section>
  )
}
