import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SecondFactor } from '../second-factor.tsx'
import { type Factor, leave, look, open } from './clinic.ts'
import { Home } from './home.tsx'

type Step =
  | { readonly at: 'opening' | 'gone' | 'failed' }
  | { readonly at: 'who'; readonly token: string; readonly factor: Factor }
  | { readonly at: 'home'; readonly session: string }

// The browser's token opens nothing without the second factor; the session dies with the tab.
const [deviceKept, sessionKept] = ['cutis-portal-browser', 'cutis-portal-session']

/** A link wins over what this browser had: it may be for somebody else of the family. */
async function firstStep(): Promise<Step> {
  const link = location.hash.slice(1)
  const isLink = /^[\w-]{32}$/.test(link)
  const session = sessionStorage.getItem(sessionKept)
  if (!isLink && session !== null) return { at: 'home', session }
  return (isLink ? await asking(link) : undefined) ?? (await asking(localStorage.getItem(deviceKept))) ?? { at: 'gone' }
}

async function asking(token: string | null): Promise<Step | undefined> {
  const factor = token === null ? undefined : await look(token)
  return token === null || factor === undefined ? undefined : { at: 'who', token, factor }
}

/** The portal, from the link to what is there. */
export function Portal() {
  const { t, i18n } = useTranslation()
  const [step, go] = useState<Step>({ at: 'opening' })
  const begin = () => void firstStep().then(go, () => go({ at: 'failed' }))
  useEffect(begin, [])
  const isSpanish = i18n.language.startsWith('es')
  useEffect(() => {
    document.documentElement.lang = isSpanish ? 'es' : 'en'
    document.title = t('title')
  }, [isSpanish, t])
  const entered = (session: string, device: string) => {
    sessionStorage.setItem(sessionKept, session)
    localStorage.setItem(deviceKept, device)
    history.replaceState(null, '', '/portal/')
    go({ at: 'home', session })
  }
  const out = () => {
    sessionStorage.removeItem(sessionKept)
    begin()
  }
  const other = isSpanish ? 'en' : 'es'
  return (
    <>
      <header>
        <p>{t('title')}</p>
        <div className="row">
          {step.at === 'home' && (
            <button type="button" onClick={() => void leave(step.session).then(out)}>
              {t('signOut')}
            </button>
          )}
          <button type="button" lang={other} onClick={() => void i18n.changeLanguage(other)}>
            {t('language')}
          </button>
        </div>
      </header>
      <main>
        {step.at === 'who' && <Who {...step} entered={entered} gone={() => go({ at: 'gone' })} />}
        {step.at === 'home' && <Home session={step.session} signedOut={out} />}
        {step.at !== 'who' && step.at !== 'home' && <Stopped at={step.at} />}
      </main>
    </>
  )
}

function Stopped({ at }: { at: 'opening' | 'gone' | 'failed' }) {
  const { t } = useTranslation()
  if (at === 'opening') return <output>{t('opening')}</output>
  return (
    <>
      <h1>{t(at)}</h1>
      {at === 'gone' ? (
        <p>{t('goneSays')}</p>
      ) : (
        <button type="button" className="primary" onClick={() => location.reload()}>
          {t('again')}
        </button>
      )}
    </>
  )
}

interface WhoProps {
  readonly token: string
  readonly factor: Factor
  readonly entered: (session: string, device: string) => void
  readonly gone: () => void
}

function Who({ token, factor, entered, gone }: WhoProps) {
  const { t } = useTranslation()
  const send = async (secret: string): Promise<number | undefined> => {
    const opened = await open(token, secret)
    if (opened.kind === 'wrong') return opened.left
    if (opened.kind === 'in') entered(opened.session, opened.device)
    else gone()
    return undefined
  }
  return (
    <SecondFactor factor={factor} send={send}>
      <h1>{t('who')}</h1>
    </SecondFactor>
  )
}
