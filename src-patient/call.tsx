import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Granted } from '../src-call/index.ts'
import { type Seat, sendPhoto } from './clinic.ts'
import { Picture } from './picture.tsx'
import { type PatientCall, sendsOf, useCall } from './use-call.ts'

interface CallProps {
  readonly seat: Seat
  readonly granted: Granted
  readonly over: (why: 'over' | 'elsewhere') => void
}

/** Waiting room and call: one place, so that the picture comes by itself. */
export function Call({ seat, granted, over }: CallProps) {
  const { t } = useTranslation()
  const here = useCall(seat, granted, over)
  if (!here.admitted)
    return (
      <>
        <p>{t('step', { at: 4 })}</p>
        <h1>{t('waiting')}</h1>
        <output>{t(seat.guest ? 'guestWaitingSays' : 'waitingSays')}</output>
        {!seat.guest && <AskForGuest here={here} />}
        {granted.camera && <Picture label={t('yourPicture')} track={granted.camera} muted />}
      </>
    )
  return (
    <>
      <h1>{t('call')}</h1>
      {!seat.guest && <AskForGuest here={here} />}
      <Stage here={here} granted={granted} isGuest={seat.guest !== undefined} />
      <Controls granted={granted} here={here} over={over} />
      {!seat.guest && <Photo seat={seat} kept={here.kept} />}
      <Chat here={here} own={seat.guest ? 'guest' : 'patient'} />
    </>
  )
}

/** Who else would take part, by name and role; they come in only after a yes. */
function AskForGuest({ here: { guest, say } }: { here: PatientCall }) {
  const { t } = useTranslation()
  if (guest === undefined) return null
  const about = { name: guest.name, role: t(`role.${guest.role}`) }
  if (guest.agreed) return <output>{t(guest.admitted ? 'guestIn' : 'guestComes', about)}</output>
  return (
    <section className="card" aria-label={t('guestAsks')}>
      <p role="alert">{t('guestWaits', about)}</p>
      <div className="row">
        <button type="button" className="primary" onClick={() => say({ kind: 'agree', guest: guest.id, given: true })}>
          {t('guestYes')}
        </button>
        <button type="button" onClick={() => say({ kind: 'agree', guest: guest.id, given: false })}>
          {t('guestNo')}
        </button>
      </div>
    </section>
  )
}

const phrases = { waiting: 'connecting', connecting: 'connecting', again: 'reconnecting', over: 'over' } as const

interface StageProps {
  readonly here: PatientCall
  readonly granted: Granted
  readonly isGuest: boolean
}

function Stage({ here, granted, isGuest }: StageProps) {
  const { call } = here
  const { t } = useTranslation()
  const phase = call?.phase ?? 'connecting'
  return (
    <>
      <Pictures here={here} granted={granted} isGuest={isGuest} />
      <output>{phase === 'connected' ? t(`quality.${call?.quality ?? 'unknown'}`) : t(phrases[phase])}</output>
      <Refused here={here} />
      <Vouched call={call} isGuest={isGuest} />
      <SafetyCodes here={here} isGuest={isGuest} />
    </>
  )
}

const alarming = ['unknown', 'retired', 'foreign', 'broken']

/** Whose call this is, as far as this browser could check it. */
function Vouched({ call, isGuest }: Pick<PatientCall, 'call'> & Pick<StageProps, 'isGuest'>) {
  const { t } = useTranslation()
  if (call?.phase !== 'connected') return null
  const { verdict = 'checking', name = '' } = call.found ?? {}
  const says = t(`vouch.${verdict}`, { name })
  if (alarming.includes(verdict))
    return (
      <p role="alert" className="alert">
        {says}
      </p>
    )
  return (
    <div>
      <output>{says}</output>
      {!isGuest && <small>{t('vouchSelf')}</small>}
    </div>
  )
}

/** The numbers that show that nobody sits between the browsers, for each call. */
function SafetyCodes({ here: { call, third }, isGuest }: Omit<StageProps, 'granted'>) {
  const { t } = useTranslation()
  return (
    <>
      {call?.safety !== undefined && (
        <p>
          {t('safety')}: <strong className="code">{call.safety}</strong>
          <br />
          <small>{t('safetySays')}</small>
        </p>
      )}
      {third?.safety !== undefined && (
        <p>
          {t(isGuest ? 'safetyPatient' : 'safetyGuest')}: <strong className="code">{third.safety}</strong>
        </p>
      )}
    </>
  )
}

/** Why nothing comes, where a relay is the reason: here, or over there. */
function Refused({ here: { call, otherRelay } }: Pick<StageProps, 'here'>) {
  const { t } = useTranslation()
  if (call?.phase === 'connected') return null
  const relay = call?.relay
  const says =
    relay === undefined ? otherRelay && t('relayOther') : t(relay === 'refused' ? 'relayRefused' : 'relaySilent')
  return says === undefined ? null : (
    <p role="alert" className="alert">
      {says}
    </p>
  )
}

const secondLabels = { dermatoscope: 'scopePicture', picture: 'casePicture', screen: 'screenPicture' } as const

/** What the clinician shows beside the face, once it has come. */
const secondOf = ({ call, beside }: PatientCall) =>
  beside === 'nothing' || !call?.scope ? undefined : { label: secondLabels[beside], stream: call.scope }

function Pictures({ here, granted, isGuest }: StageProps) {
  const { t } = useTranslation()
  const { call } = here
  const third = here.isThirdHere ? here.third : undefined
  const second = secondOf(here)
  return (
    <div className={third || second ? 'stage full' : 'stage'}>
      <Picture label={t('clinicianPicture')} stream={call?.face} />
      {third && <Picture label={t(isGuest ? 'patientPicture' : 'guestPicture')} stream={third.face} />}
      {second && <Picture label={t(second.label)} stream={second.stream} muted />}
      {granted.camera && <Picture className="own" label={t('yourPicture')} track={granted.camera} muted />}
    </div>
  )
}

function Controls({ granted, here, over }: { granted: Granted; here: PatientCall; over: CallProps['over'] }) {
  const { t } = useTranslation()
  const { camera, microphone } = granted
  const [isHeard, setHeard] = useState(true)
  const [isSeen, setSeen] = useState(true)
  // A track that is off sends black or silence, at once and without a new negotiation.
  const toggle = (track: MediaStreamTrack, on: boolean): void => {
    track.enabled = on
    here.say(sendsOf(granted))
  }
  return (
    <div className="row">
      {microphone && (
        <button
          type="button"
          onClick={() => {
            toggle(microphone, !isHeard)
            setHeard(!isHeard)
          }}
        >
          {t(isHeard ? 'mute' : 'unmute')}
        </button>
      )}
      {camera && (
        <button
          type="button"
          onClick={() => {
            toggle(camera, !isSeen)
            setSeen(!isSeen)
          }}
        >
          {t(isSeen ? 'cameraStop' : 'cameraStart')}
        </button>
      )}
      <button type="button" onClick={() => over('over')}>
        {t('leave')}
      </button>
    </div>
  )
}

type Sending =
  | { readonly at: 'none' | 'failed' }
  | { readonly at: 'going'; readonly percent: number }
  | { readonly at: 'sent'; readonly photoId: string }

function Photo({ seat, kept }: { seat: Seat; kept: readonly string[] }) {
  const { t } = useTranslation()
  const [sending, setSending] = useState<Sending>({ at: 'none' })
  const [last, setLast] = useState<File>()
  const send = async (photo: File): Promise<void> => {
    setLast(photo)
    setSending({ at: 'going', percent: 0 })
    const photoId = await sendPhoto(seat, photo, percent => setSending({ at: 'going', percent }))
    setSending(photoId === undefined ? { at: 'failed' } : { at: 'sent', photoId })
  }
  return (
    <section className="chat" aria-label={t('photo')}>
      <div className="row">
        <label className="file">
          {t('photo')}
          <input
            type="file"
            accept="image/*"
            onChange={({ target }) => {
              const [photo] = target.files ?? []
              if (photo) void send(photo)
            }}
          />
        </label>
        {sending.at === 'failed' && last && (
          <button type="button" onClick={() => void send(last)}>
            {t('again')}
          </button>
        )}
      </div>
      {sending.at === 'going' && (
        <progress aria-label={t('sending', { percent: sending.percent })} max={100} value={sending.percent} />
      )}
      <output>
        {sending.at === 'going' && t('sending', { percent: sending.percent })}
        {sending.at === 'sent' && t(kept.includes(sending.photoId) ? 'kept' : 'sent')}
        {sending.at === 'failed' && t('photoFailed')}
      </output>
    </section>
  )
}

const writers = { clinician: 'them', patient: 'patientPicture', guest: 'guestPicture' } as const

function Chat({ here: { chat, say }, own }: { here: PatientCall; own: 'patient' | 'guest' }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') say({ kind: 'chat', text: text.trim().slice(0, 2000) })
    setText('')
  }
  return (
    <section className="chat" aria-label={t('chat')}>
      <h2>{t('chat')}</h2>
      <ol aria-live="polite">
        {chat.map(({ from, text: said, at }) => (
          <li key={`${at}${from}`}>
            <strong>{t(from === own ? 'you' : writers[from])}:</strong> {said}
          </li>
        ))}
      </ol>
      <form onSubmit={submit}>
        <input
          aria-label={t('chatWrite')}
          value={text}
          maxLength={2000}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit">{t('send')}</button>
      </form>
    </section>
  )
}
