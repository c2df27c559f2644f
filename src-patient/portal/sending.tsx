import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { write } from './clinic.ts'
import type { PartProps } from './home.tsx'

interface SendingProps extends PartProps {
  readonly path: 'messages' | 'appointments' | 'forms'
  readonly label: string
  /** What is sent; made ready only now. */
  readonly body: () => object | Promise<object>
  /** Something must be decided first. */
  readonly isHeld?: boolean
  readonly children: ReactNode
  readonly done: () => void
}

/** A form that is sent: once, however often it is tried, and it says what became of it. */
export function Sending({ session, again, path, label, body, children, done, isHeld = false }: SendingProps) {
  const { t } = useTranslation()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [state, setState] = useState<'typing' | 'sending' | 'sent' | 'failed'>('typing')
  const send = async (): Promise<void> => {
    setState('sending')
    try {
      await write(session, path, { ...(await body()), key })
      setKey(crypto.randomUUID())
      setState('sent')
      done()
      again()
    } catch {
      setState('failed')
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send()
  }
  return (
    <form aria-label={label} onSubmit={submit}>
      {children}
      <p role="alert" className={state === 'failed' ? 'alert' : undefined}>
        {state === 'failed' && t('notSent')}
      </p>
      <output>{state === 'sent' && t('sent')}</output>
      {isHeld && <p>{t('decideFirst')}</p>}
      <button type="submit" className="primary" disabled={state === 'sending' || isHeld}>
        {t('send')}
      </button>
    </form>
  )
}

/** A moment as people say it, in the page's language. */
export const momentIn = (language: string, at: string | undefined): string => {
  const time = new Date(at ?? '')
  if (Number.isNaN(time.getTime())) return ''
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(time)
}
