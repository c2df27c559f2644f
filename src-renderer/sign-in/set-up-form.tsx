import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Enrolment } from '../../src-shared/contract/access.ts'
import { useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { Refused } from './refused.tsx'
import styles from './sign-in.module.css'

/** As the contract asks; the engine checks it again. */
export const leastPassword = 12

const blank = { clinicName: '', name: '', password: '', again: '' }

/** The clinic's name and its first administrator. */
export function SetUpForm({ onEnrol, onBack }: { onEnrol: (enrolment: Enrolment) => void; onBack: () => void }) {
  const { t } = useTranslation()
  const here = useFocusHere<HTMLInputElement>()
  const [form, setForm] = useState(blank)
  const setUp = useMutation(useCutis().access.setUp.mutationOptions({ onSuccess: onEnrol }))
  const { clinicName, name, password, again } = form
  const set = (key: keyof typeof blank) => (event: { currentTarget: { value: string } }) =>
    setForm({ ...form, [key]: event.currentTarget.value })
  const short = password !== '' && password.length < leastPassword
  const differ = again !== '' && again !== password
  const ready = clinicName.trim() !== '' && name.trim() !== '' && password.length >= leastPassword && again === password
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) setUp.mutate({ clinicName: clinicName.trim(), name: name.trim(), password })
  }
  return (
    <form className={styles.setUp} onSubmit={submit}>
      <div className={styles.whole}>
        <h2>{t('signIn.setUp')}</h2>
        <p className={styles.soft}>{t('signIn.setUpFirst')}</p>
      </div>
      <TextInput size="sm" ref={here} label={t('signIn.clinicName')} value={clinicName} onChange={set('clinicName')} />
      <TextInput size="sm" label={t('signIn.adminName')} value={name} onChange={set('name')} />
      <PasswordInput
        size="sm"
        label={t('signIn.password')}
        description={t('signIn.passwordHint', { count: leastPassword })}
        error={short && t('signIn.passwordShort', { count: leastPassword - password.length })}
        value={password}
        onChange={set('password')}
        autoComplete="new-password"
      />
      <PasswordInput
        size="sm"
        label={t('signIn.again')}
        error={differ && t('signIn.differ')}
        value={again}
        onChange={set('again')}
        autoComplete="new-password"
      />
      <div className={styles.whole}>{setUp.error && <Refused error={setUp.error} />}</div>
      <div className={styles.buttons}>
        <Button size="sm" variant="default" onClick={onBack}>
          {t('go.back')}
        </Button>
        <Button size="sm" type="submit" disabled={!ready} loading={setUp.isPending}>
          {t('signIn.next')}
        </Button>
      </div>
    </form>
  )
}
