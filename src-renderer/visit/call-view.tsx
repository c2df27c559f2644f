import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askForScreen, type Granted } from '../../src-call/index.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { Panel } from '../ui/index.ts'
import { CallWords } from './call-words.tsx'
import { CasePicture } from './case-picture.tsx'
import { ChatPanel } from './chat-panel.tsx'
import { EndPanel } from './end-panel.tsx'
import { GuestPanel } from './guest-panel.tsx'
import { InvitePanel } from './invite-panel.tsx'
import { PhotosPanel } from './photos-panel.tsx'
import { Picture } from './picture.tsx'
import { ScopeBar } from './scope-bar.tsx'
import { useVisitCall, type VisitCall } from './use-visit-call.ts'
import styles from './visit.module.css'

interface CallProps {
  readonly visit: Visit
  readonly granted: Granted
  readonly relayOnly: boolean
}

/** Patient large, self small, the dermatoscope as second picture; notes beside, which never cover a face. */
export function CallView({ visit, granted, relayOnly }: CallProps) {
  const room = useVisitCall(visit, { granted, relayOnly })
  const [second, setSecond] = useState<Second>()
  const scopePicture = useRef<HTMLVideoElement>(null)
  const show = (kind: Second['kind'], stream: MediaStream | undefined) => {
    for (const track of second?.stream.getTracks() ?? []) track.stop()
    setSecond(stream && { kind, stream })
    room.show(stream ? kind : 'nothing', stream?.getVideoTracks()[0])
  }
  const scope = second?.kind === 'dermatoscope' ? second.stream : undefined
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <Stage room={room} granted={granted} second={second} scopePicture={scopePicture} />
        <ScopeBar visit={visit} scope={scope} picture={scopePicture} onShow={to => show('dermatoscope', to)} />
        <ScreenShare isShown={second?.kind === 'screen'} onShow={to => show('screen', to)} />
        <CasePicture visit={visit} isShown={second?.kind === 'picture'} onShow={to => show('picture', to)} />
      </div>
      <aside className={styles.side}>
        <RoomPanel room={room} />
        {!room.isPatientHere && <InvitePanel visit={visit} />}
        <GuestPanel visit={visit} room={room} />
        <PhotosPanel visit={visit} room={room} />
        <ChatPanel room={room} />
        <EndPanel visit={visit} />
      </aside>
    </div>
  )
}

/** What stands beside the face, for both sides. */
interface Second {
  readonly kind: 'dermatoscope' | 'picture' | 'screen'
  readonly stream: MediaStream
}

const secondLabels = { dermatoscope: 'scopePicture', picture: 'casePicture', screen: 'screen' } as const

interface ShareProps {
  readonly isShown: boolean
  readonly onShow: (stream: MediaStream | undefined) => void
}

/** A screen or a window that is picked in the browser's own dialogue; only seen by the others, never steered. */
function ScreenShare({ isShown, onShow }: ShareProps) {
  const { t } = useTranslation('visit')
  const hide = useRef(onShow)
  useEffect(() => {
    hide.current = onShow
  }, [onShow])
  const open = async () => {
    const stream = await askForScreen()
    if (stream === undefined) return
    // The browser's own way to stop; what was put in its place since is not ours to end, and has stopped this track.
    stream.getVideoTracks()[0]?.addEventListener('ended', () => hide.current(undefined))
    onShow(stream)
  }
  return (
    <div className={styles.acts}>
      <Button variant="default" onClick={() => (isShown ? onShow(undefined) : void open())}>
        {t(isShown ? 'screenHide' : 'screenShow')}
      </Button>
    </div>
  )
}

interface StageProps {
  readonly room: VisitCall
  readonly granted: Granted
  readonly second: Second | undefined
  readonly scopePicture: React.RefObject<HTMLVideoElement | null>
}

function Stage({ room, granted: { camera, microphone }, second, scopePicture }: StageProps) {
  const { t } = useTranslation('visit')
  const face = useRef<HTMLVideoElement>(null)
  const own = useMemo(() => (camera ? new MediaStream([camera]) : undefined), [camera])
  return (
    <>
      <div className={styles.stage}>
        <Picture ref={face} className={styles.face} label={t('patientPicture')} stream={room.call?.face} />
        {room.isGuestHere && room.third && (
          <Picture className={styles.third} label={t('guestPicture')} stream={room.third.face} />
        )}
        {second && (
          <Picture
            ref={scopePicture}
            className={styles.scope}
            label={t(secondLabels[second.kind])}
            stream={second.stream}
            muted
          />
        )}
        {own && <Picture className={styles.own} label={t('ownPicture')} stream={own} muted />}
      </div>
      <div className={styles.acts}>
        {microphone && <Switch track={microphone} on={t('mute')} off={t('unmute')} />}
        {camera && <Switch track={camera} on={t('cameraOff')} off={t('cameraOn')} />}
        <Button
          variant="default"
          disabled={room.call?.face === undefined}
          onClick={() => void face.current?.requestPictureInPicture().catch(() => undefined)}
        >
          {t('floating')}
        </Button>
      </div>
    </>
  )
}

const enable = (track: MediaStreamTrack, on: boolean): void => {
  track.enabled = on
}

/** A track that is off sends black or silence, at once. */
function Switch({ track, on, off }: { track: MediaStreamTrack; on: string; off: string }) {
  const [isOn, setOn] = useState(track.enabled)
  const turn = () => {
    enable(track, !isOn)
    setOn(!isOn)
  }
  return (
    <Button variant="default" onClick={turn}>
      {isOn ? on : off}
    </Button>
  )
}

function RoomPanel({ room }: { room: VisitCall }) {
  const { t } = useTranslation('visit')
  const { call } = room
  const phase = call?.phase ?? 'waiting'
  const isWaiting = room.isPatientHere && !room.isAdmitted
  return (
    <Panel title={t('title')}>
      <div className={styles.form}>
        <output className={styles.words}>
          {isWaiting ? t('patientHere') : room.isPatientHere ? t(`phase.${phase}`) : t('wait')}
        </output>
        {isWaiting && <Button onClick={() => room.say({ kind: 'admit' })}>{t('admit')}</Button>}
        {room.isPatientHere && <PatientSends sends={room.sends} />}
        {phase !== 'connected' && <PatientRelay sends={room.sends} />}
        {call && <CallWords call={call} />}
      </div>
    </Panel>
  )
}

/** Why nothing comes, where the relay is the patient's reason. */
function PatientRelay({ sends }: Pick<VisitCall, 'sends'>) {
  const { t } = useTranslation('visit')
  if (sends?.relay === undefined) return null
  return (
    <p role="alert" className={styles.words}>
      {t(`patientRelay.${sends.relay}`)}
    </p>
  )
}

/** What there will be to see and to hear, where it is not both. */
function PatientSends({ sends }: Pick<VisitCall, 'sends'>) {
  const { t } = useTranslation('visit')
  if (sends === undefined || (sends.camera && sends.microphone)) return null
  const only = sends.microphone ? 'patientNoCamera' : 'patientNoMicrophone'
  return <output className={styles.words}>{t(sends.camera || sends.microphone ? only : 'patientNeither')}</output>
}
