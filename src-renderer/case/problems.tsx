import { ActionIcon, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientView } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import { dayText } from '../ui/when.ts'
import styles from './case-desk.module.css'

/** The patient's problems, and a line to add one. */
export function Problems({ view, mayWrite }: { view: PatientView; mayWrite: boolean }) {
  const { t } = useTranslation('case')
  const { problems, patient } = view
  const [text, setText] = useState('')
  const add = useMutation(useCutis().records.addProblem.mutationOptions({ onSuccess: () => setText('') }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && !add.isPending) add.mutate({ patientId: patient.patientId, text: text.trim() })
  }
  return (
    <Panel title={t('problems')} note={problems.length}>
      {problems.length === 0 && <p className={styles.plain}>{t('noProblems')}</p>}
      <ul className={styles.list}>
        {problems.map(({ recordId, text: what, since }) => (
          <li key={recordId}>
            {what}{' '}
            {since !== undefined && <span className={styles.by}>{t('problemSince', { date: dayText(since) })}</span>}
          </li>
        ))}
      </ul>
      {add.error && <Failed error={add.error} />}
      {mayWrite && (
        <form className={styles.line} onSubmit={submit}>
          <TextInput
            className={styles.grow}
            aria-label={t('newProblem')}
            placeholder={t('newProblem')}
            value={text}
            maxLength={300}
            onChange={event => setText(event.currentTarget.value)}
          />
          <ActionIcon type="submit" variant="default" size={30} aria-label={t('addProblem')} loading={add.isPending}>
            <IconPlus size={16} />
          </ActionIcon>
        </form>
      )}
    </Panel>
  )
}
