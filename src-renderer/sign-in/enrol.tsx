import { Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Enrolment } from '../../src-shared/contract/access.ts'
import { troubleOf, useCutis } from '../link/index.ts'
import { RecoveryCodes } from '../ui/recovery-codes.tsx'
import { CodeInput } from './password-form.tsx'
import { Refused } from './refused.tsx'
import styles from './sign-in.module.css'

interface EnrolProps {
  readonly enrolment: Enrolment
  readonly onIn: () => void
  /** The engine has given up this enrolment; signing in again starts a new one. */
  readonly onOver: () => void
}

/** The second step: scan, keep the recovery codes, prove the app works. Shown once. */
export function Enrol({ enrolment, onIn, onOver }: EnrolProps) {
  const { t } = useTranslation()
  const [kept, setKept] = useState(false)
  const [code, setCode] = useState('')
  const onError = (error: unknown) => {
    setCode('')
    if (troubleOf(error).code === 'access.enrolmentOver') onOver()
  }
  const confirm = useMutation(useCutis().access.confirmCode.mutationOptions({ onSuccess: onIn, onError }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ code: code.replaceAll(/\s/g, '') })
  }
  return (
    <form className={styles.enrol} onSubmit={submit}>
      <Scan enrolment={enrolment} />
      <section className={styles.step}>
        <h2>{t('signIn.codesTitle')}</h2>
        <p className={styles.soft}>{t('signIn.codesSays')}</p>
        <RecoveryCodes codes={enrolment.recoveryCodes} />
        <Checkbox
          checked={kept}
          onChange={event => setKept(event.currentTarget.checked)}
          label={t('signIn.codesKept')}
          mt={8}
        />
      </section>
      <section className={styles.step}>
        <h2>{t('signIn.proveTitle')}</h2>
        <CodeInput value={code} onChange={setCode} hint={t('signIn.proveSays')} />
        {confirm.error && <Refused error={confirm.error} words={t('signIn.proveRefused')} />}
        <Button type="submit" size="sm" disabled={!kept || code.trim().length < 6} loading={confirm.isPending}>
          {t('signIn.finish')}
        </Button>
      </section>
    </form>
  )
}

/** An image, not markup: nothing the engine says is ever parsed as HTML. */
function Scan({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useTranslation()
  return (
    <section className={styles.step}>
      <h2>{t('signIn.scanTitle')}</h2>
      <p className={styles.soft}>{t('signIn.scanSays')}</p>
      <img
        className={styles.qr}
        src={`data:image/svg+xml,${encodeURIComponent(enrolment.qrSvg)}`}
        alt={t('signIn.qr')}
        width={176}
        height={176}
      />
      <p className={styles.soft}>{t('signIn.byHand')}</p>
      <code className={styles.secret}>{enrolment.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
    </section>
  )
}
