import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Granted } from '../src-call/index.ts'
import { Call } from './call.tsx'
import { type Factor, look, type Seat, seatOf } from './clinic.ts'
import { Consent, DeviceCheck, Over, Who } from './steps.tsx'

type Step =
  | { readonly at: 'opening' | 'gone' | 'failed' | 'over' | 'elsewhere' }
  | { readonly at: 'who'; readonly link: string; readonly factor: Factor }
  | { readonly at: 'check'; readonly seat: Seat }
  | { readonly at: 'consent' | 'call'; readonly seat: Seat; readonly granted: Granted }

const kept = 'cutis-visit-seat'

/** Where this page begins: with the seat it had, or the link it was opened with. */
async function firstStep(): Promise<Step> {
  const token = sessionStorage.getItem(kept)
  const seat = token === null ? undefined : await seatOf(token)
  if (seat) return { at: 'check', seat }
  // After the hash a link reaches neither a server's log nor the next page.
  const link = location.hash.slice(1)
  if (!/^[\w-]{32}$/.test(link)) return { at: 'gone' }
  const looked = await look(link)
  return looked.kind === 'ask' ? { at: 'who', link, factor: looked.factor } : { at: 'gone' }
}

/** The visit, from the link to its end. */
export function Visit() {
  const { t, i18n } = useTranslation()
  const [step, go] = useState<Step>({ at: 'opening' })
  useEffect(() => {
    let isHere = true
    firstStep()
      .catch((): Step => ({ at: 'failed' }))
      .then(first => isHere && go(first))
      .catch(() => undefined)
    return () => {
      isHere = false
    }
  }, [])
  useEffect(() => {
    document.documentElement.lang = i18n.language.startsWith('es') ? 'es' : 'en'
  }, [i18n.language])
  const other = i18n.language.startsWith('es') ? 'en' : 'es'
  return (
    <>
      <header>
        <p>{t('title')}</p>
        <button type="button" lang={other} onClick={() => void i18n.changeLanguage(other)}>
          {t('language')}
        </button>
      </header>
      <main className={step.at === 'call' ? 'wide' : undefined}>
        <Shown step={step} go={go} />
      </main>
    </>
  )
}

function Shown({ step, go }: { step: Step; go: (step: Step) => void }) {
  switch (step.at) {
    case 'who':
      return (
        <Who
          link={step.link}
          factor={step.factor}
          gone={() => go({ at: 'gone' })}
          entered={seat => {
            sessionStorage.setItem(kept, seat.token)
            history.replaceState(null, '', `/visit/${location.search}`)
            go({ at: 'check', seat })
          }}
        />
      )
    case 'check':
      return (
        <DeviceCheck
          seat={step.seat}
          done={granted => go({ at: step.seat.consented ? 'call' : 'consent', seat: step.seat, granted })}
        />
      )
    case 'consent':
      return <Consent seat={step.seat} agreed={() => go({ ...step, at: 'call' })} />
    case 'call':
      return <Call seat={step.seat} granted={step.granted} over={why => go({ at: why })} />
    case 'opening':
    case 'gone':
    case 'failed':
    case 'over':
    case 'elsewhere':
      return <Over at={step.at} />
  }
}
