import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface SecondFactorProps {
  readonly factor: 'birth-date' | 'code'
  /** What stands above the question. */
  readonly children: ReactNode
  /** Sends the answer: says how many tries are left where it was wrong, undefined where the page goes on by itself. Rejects where nobody answered. */
  readonly send: (secret: string) => Promise<number | undefined>
}

/** Asks for the birth date, or for the code that was told by telephone. */
export function SecondFactor({ factor, children, send }: SecondFactorProps) {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const [says, setSays] = useState('')
  const [busy, setBusy] = useState(false)
  const answer = async (): Promise<void> => {
    setBusy(true)
    try {
      const left = await send(secret)
      if (left !== undefined) setSays(t('wrong', { left }))
    } catch {
      setSays(t('failed'))
    }
    setBusy(false)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void answer()
  }
  return (
    <form onSubmit={submit}>
      {children}
      <label>
        {t(factor === 'birth-date' ? 'birthDate' : 'code')}
        <input
          required
          type={factor === 'birth-date' ? 'date' : 'text'}
          autoComplete={factor === 'birth-date' ? 'bday' : 'one-time-code'}
          value={secret}
          onChange={({ target }) => setSecret(target.value)}
        />
      </label>
      <p role="alert" className={says === '' ? undefined : 'alert'}>
        {says}
      </p>
      <button type="submit" className="primary" disabled={busy}>
        {t('next')}
      </button>
    </form>
  )
}
