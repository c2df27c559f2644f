import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door, Enrolment, Face, SignedIn } from '../../src-shared/contract/access.ts'
import { useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { DemoIn } from './demo-in.tsx'
import { Refused } from './refused.tsx'
import styles from './sign-in.module.css'

interface PasswordFormProps {
  readonly face: Face | undefined
  readonly demo: NonNullable<Door['demoFaces']>[number] | undefined
  readonly onEnrol: (enrolment: Enrolment) => void
  readonly onIn: () => void
}

/** Password, then code. The engine alone decides; a wrong one is not told apart from a wrong other. */
export function PasswordForm({ face, demo, onEnrol, onIn }: PasswordFormProps) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const here = useFocusHere<HTMLInputElement>()
  const done = (answer: SignedIn) => (answer.state === 'in' ? onIn() : onEnrol(answer.enrolment))
  const signIn = useMutation(useCutis().access.signIn.mutationOptions({ onSuccess: done, onError: () => setCode('') }))
  if (!face) return <Choose />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = code.replaceAll(/\s/g, '')
    signIn.mutate({ userId: face.userId, password, ...(typed === '' ? {} : { code: typed }) })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <h2>{t('signIn.as', { name: face.name })}</h2>
      <PasswordInput
        size="sm"
        label={t('signIn.password')}
        value={password}
        onChange={event => setPassword(event.currentTarget.value)}
        autoComplete="off"
        ref={here}
      />
      <CodeInput value={code} onChange={setCode} hint={t('signIn.codeHint')} />
      {signIn.error && <Refused error={signIn.error} />}
      <Button type="submit" size="sm" loading={signIn.isPending} disabled={password === ''}>
        {t('signIn.enter')}
      </Button>
      {demo && <DemoIn face={demo} onIn={onIn} />}
    </form>
  )
}

function Choose() {
  const { t } = useTranslation()
  return (
    <div className={styles.choose}>
      <IconArrowLeft size={20} stroke={1.5} aria-hidden />
      <p>{t('signIn.choose')}</p>
    </div>
  )
}

interface CodeInputProps {
  readonly value: string
  readonly onChange: (code: string) => void
  readonly hint?: string
}

/** A code of an authenticator app, or a recovery code. */
export function CodeInput({ value, onChange, hint }: CodeInputProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      size="sm"
      label={t('signIn.code')}
      description={hint}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={40}
    />
  )
}
