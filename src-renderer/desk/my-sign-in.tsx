import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { Failed, Panel, tell } from '../ui/index.ts'
import { RecoveryCodes } from '../ui/recovery-codes.tsx'
import { leastPassword } from './choices.ts'
import styles from './desk.module.css'

/** My own password and recovery codes. */
export function MySignIn() {
  return (
    <div className={styles.cards}>
      <ChangePassword />
      <NewCodes />
    </div>
  )
}

const blank = { current: '', next: '', again: '' }

function ChangePassword() {
  const { t } = useTranslation()
  const [form, setForm] = useState(blank)
  const done = () => {
    setForm(blank)
    tell(t('mine.changed'))
  }
  const change = useMutation(useCutis().access.changePassword.mutationOptions({ onSuccess: done }))
  const set = (key: keyof typeof blank) => (event: { currentTarget: { value: string } }) =>
    setForm({ ...form, [key]: event.currentTarget.value })
  const { current, next, again } = form
  const ready = current !== '' && next.length >= leastPassword && next === again
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) change.mutate({ current, next })
  }
  return (
    <Panel title={t('mine.password')}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordInput label={t('mine.current')} value={current} onChange={set('current')} autoComplete="off" />
        <PasswordInput
          label={t('mine.next')}
          description={t('signIn.passwordHint', { count: leastPassword })}
          value={next}
          onChange={set('next')}
          autoComplete="new-password"
        />
        <PasswordInput
          label={t('signIn.again')}
          value={again}
          onChange={set('again')}
          error={again !== '' && again !== next && t('signIn.differ')}
          autoComplete="new-password"
        />
        {change.error && <Failed error={change.error} />}
        <Button type="submit" disabled={!ready} loading={change.isPending}>
          {t('mine.change')}
        </Button>
      </form>
    </Panel>
  )
}

function NewCodes() {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const make = useMutation(useCutis().access.newRecoveryCodes.mutationOptions({ onSuccess: () => setPassword('') }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate({ password })
  }
  return (
    <Panel title={t('mine.codes')}>
      <form className={styles.form} onSubmit={submit}>
        <p className={styles.line}>{t('mine.codesSay')}</p>
        <PasswordInput
          label={t('signIn.password')}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
          autoComplete="off"
        />
        {make.error && <Failed error={make.error} />}
        <Button type="submit" variant="default" disabled={password === ''} loading={make.isPending}>
          {t('mine.makeCodes')}
        </Button>
        {make.data && <RecoveryCodes codes={make.data.recoveryCodes} />}
      </form>
    </Panel>
  )
}
