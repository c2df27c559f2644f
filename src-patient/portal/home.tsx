import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Appointments } from './appointments.tsx'
import { read, type Shown, SignedOut } from './clinic.ts'
import { Forms } from './forms.tsx'
import { Papers, Results } from './papers.tsx'
import { Threads } from './threads.tsx'

const parts = ['appointments', 'threads', 'papers', 'results', 'forms'] as const
type Part = (typeof parts)[number]

/** What every part of the portal is given. */
export interface PartProps {
  readonly session: string
  /** Reads again what is shown; a session that is over leads back to the door. */
  readonly again: () => void
}

/** What is there for the patient, part by part. */
export function Home({ session, signedOut }: { session: string; signedOut: () => void }) {
  const { t } = useTranslation()
  const [part, setPart] = useState<Part>('appointments')
  const me = useRead({ session, name: 'me', signedOut })
  return (
    <>
      <h1>{me.shown === undefined ? t('opening') : t('hello', { name: me.shown.name })}</h1>
      <p>{t('urgent')}</p>
      <nav className="row" aria-label={t('title')}>
        {parts.map(one => (
          <button
            key={one}
            type="button"
            className={one === part ? 'primary' : undefined}
            aria-current={one === part ? 'page' : undefined}
            onClick={() => setPart(one)}
          >
            {t(`parts.${one}`)}
          </button>
        ))}
      </nav>
      <h2>{t(`parts.${part}`)}</h2>
      <PartShown key={part} part={part} session={session} signedOut={signedOut} />
    </>
  )
}

interface Wanted<Name extends keyof Shown> {
  readonly session: string
  readonly name: Name
  readonly signedOut: () => void
}

function useRead<Name extends keyof Shown>({ session, name, signedOut }: Wanted<Name>) {
  const [shown, setShown] = useState<Shown[Name]>()
  const [hasFailed, setFailed] = useState(false)
  const again = useCallback(() => {
    const failed = (error: unknown) => (error instanceof SignedOut ? signedOut() : setFailed(true))
    setFailed(false)
    void read(session, name).then(setShown, failed)
  }, [session, name, signedOut])
  // What is shown is read when it is turned to, and not again because a parent was drawn anew.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(again, [session, name])
  return { shown, hasFailed, again }
}

function PartShown({ part, session, signedOut }: { part: Part; session: string; signedOut: () => void }) {
  const { t } = useTranslation()
  const { shown, hasFailed, again } = useRead({ session, name: part, signedOut })
  if (hasFailed)
    return (
      <>
        <p role="alert" className="alert">
          {t('failed')}
        </p>
        <button type="button" className="primary" onClick={again}>
          {t('again')}
        </button>
      </>
    )
  if (shown === undefined) return <output>{t('opening')}</output>
  const props = { session, again }
  const views: Readonly<Record<Part, () => React.ReactNode>> = {
    appointments: () => <Appointments {...props} rows={shown as Shown['appointments']} />,
    threads: () => <Threads {...props} rows={shown as Shown['threads']} />,
    papers: () => <Papers {...props} rows={shown as Shown['papers']} />,
    results: () => <Results rows={shown as Shown['results']} />,
    forms: () => <Forms {...props} rows={shown as Shown['forms']} />,
  }
  return views[part]()
}
