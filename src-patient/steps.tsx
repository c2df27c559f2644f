import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askForMedia, type Granted } from '../src-call/index.ts'
import { agree, enter, type Factor, type Seat } from './clinic.ts'
import { Picture } from './picture.tsx'
import { SecondFactor } from './second-factor.tsx'

/** Brings the reader of a new step to its heading. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}

interface WhoProps {
  readonly link: string
  readonly factor: Factor
  readonly entered: (seat: Seat) => void
  readonly gone: () => void
}

/** The second factor. */
export function Who({ link, factor, entered, gone }: WhoProps) {
  const { t } = useTranslation()
  const send = async (secret: string): Promise<number | undefined> => {
    const entry = await enter(link, secret)
    if (entry.kind === 'wrong') return entry.left
    if (entry.kind === 'in') entered(entry.seat)
    else gone()
    return undefined
  }
  return (
    <SecondFactor factor={factor} send={send}>
      <p>{t('step', { at: 1 })}</p>
      <Heading>{t('who')}</Heading>
    </SecondFactor>
  )
}

/** Camera and microphone, before anybody sees or hears. */
export function DeviceCheck({ seat, done }: { seat: Seat; done: (granted: Granted) => void }) {
  const { t } = useTranslation()
  const [granted, setGranted] = useState<Granted>()
  return (
    <>
      <p>{t('step', { at: 2 })}</p>
      <Heading>{t('check')}</Heading>
      <p>{t('with', { clinician: seat.clinician })}</p>
      <p>{t('checkSays')}</p>
      {granted === undefined ? (
        <button type="button" className="primary" onClick={() => void askForMedia().then(setGranted)}>
          {t('turnOn')}
        </button>
      ) : (
        <>
          {granted.camera && <Picture label={t('yourPicture')} track={granted.camera} muted />}
          <output>
            {t(granted.camera ? 'cameraOn' : 'cameraOff')}
            <br />
            {t(granted.microphone ? 'microphoneOn' : 'microphoneOff')}
          </output>
          <button type="button" className="primary" onClick={() => done(granted)}>
            {t('next')}
          </button>
        </>
      )}
    </>
  )
}

const patientConsent = ['consent1', 'consent2', 'consent3'] as const
const guestConsent = ['guestConsent1', 'guestConsent2'] as const

/** Consent to a visit by video; kept at the clinic before the waiting room opens. */
export function Consent({ seat, agreed }: { seat: Seat; agreed: () => void }) {
  const { t, i18n } = useTranslation()
  const [isAgreed, setAgreed] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const send = async (): Promise<void> => {
    const isKept = await agree(seat, i18n.language).catch(() => false)
    if (isKept) agreed()
    setFailed(!isKept)
  }
  return (
    <>
      <p>{t('step', { at: 3 })}</p>
      <Heading>{t('consent')}</Heading>
      {(seat.guest ? guestConsent : patientConsent).map(one => (
        <p key={one}>{t(one)}</p>
      ))}
      <label className="tick">
        <input type="checkbox" checked={isAgreed} onChange={({ target }) => setAgreed(target.checked)} />
        {t(seat.guest ? 'guestAgree' : 'agree')}
      </label>
      {hasFailed && (
        <p role="alert" className="alert">
          {t('failed')}
        </p>
      )}
      <button type="button" className="primary" disabled={!isAgreed} onClick={() => void send()}>
        {t('enter')}
      </button>
    </>
  )
}

/** Where nothing can be done but read. */
export function Over({ at }: { at: 'opening' | 'gone' | 'failed' | 'over' | 'elsewhere' }) {
  const { t } = useTranslation()
  if (at === 'opening') return <output>{t('opening')}</output>
  if (at === 'failed')
    return (
      <>
        <Heading>{t('failed')}</Heading>
        <button type="button" className="primary" onClick={() => location.reload()}>
          {t('again')}
        </button>
      </>
    )
  if (at === 'elsewhere') return <Heading>{t('elsewhere')}</Heading>
  return (
    <>
      <Heading>{t(at)}</Heading>
      <p>{t(at === 'gone' ? 'goneSays' : 'overSays')}</p>
    </>
  )
}
