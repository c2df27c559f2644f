import { Button } from '@mantine/core'
import { IconCheck, IconClock, IconDownload, IconLock, IconPlayerPlay, IconUser } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageFile } from '../../src-shared/contract/messages.ts'
import type { BlobId, PatientId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { troubleOf, useBytes, useMe } from '../link/index.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { StatusChip, stampText, tell } from '../ui/index.ts'
import { saveFile } from '../ui/save-file.ts'
import { SmallPicture } from '../ui/small-picture.tsx'
import { KeepPicture } from './keep-picture.tsx'
import styles from './messages.module.css'

/** One message: who said it when, for whom it is, and what came with it. */
export const Line = memo(function Line({ message, patientId }: { message: Message; patientId: PatientId }) {
  const { t } = useTranslation('messages')
  const { role } = useMe()
  const { audience, state, readBy } = message
  const Sign = audience === 'patient' ? IconUser : IconLock
  return (
    <li data-audience={audience}>
      <span className={styles.acts}>
        <strong>{message.by}</strong> {stampText(message.at)}
        <span>
          <Sign size={14} aria-hidden /> {t(`audience.${audience}`)}
        </span>
        {message.mine && (
          <StatusChip
            icon={state === 'waiting' ? IconClock : IconCheck}
            tone={state === 'waiting' ? 'warn' : 'ok'}
            word={t(`state.${state}`)}
          />
        )}
      </span>
      <p>{message.text}</p>
      <Beside message={message} />
      {message.fromPatient && may(role, 'image.capture') && <Keepable message={message} patientId={patientId} />}
      {readBy.map(({ userId, name, at }) => (
        <small key={userId}>{t('readBy', { name, at: stampText(at) })} </small>
      ))}
    </li>
  )
})

/** Pictures of the patient's own that are here can become pictures of a case. */
function Keepable({ message, patientId }: { message: Message; patientId: PatientId }) {
  const pictures = message.files.filter(({ mediaType }) => mediaType.startsWith('image/'))
  if (!pictures.some(({ blobId }) => blobId)) return null
  return (
    <div className={styles.keep}>
      {pictures.map(
        ({ blobId, name }) =>
          blobId && <KeepPicture key={blobId} blobId={blobId} name={name} message={message} patientId={patientId} />,
      )}
    </div>
  )
}

/** Pictures and clips of the record, and files. */
function Beside({ message: { images, clips, files } }: { message: Message }) {
  if (images.length + files.length === 0) return null
  return (
    <span className={styles.acts}>
      {images.map(blobId =>
        clips.includes(blobId) ? (
          <Clip key={blobId} blobId={blobId} />
        ) : (
          <SmallPicture key={blobId} className={styles.picture} blobId={blobId} onNone={() => undefined} />
        ),
      )}
      {files.map((file, place) => (
        <File key={file.blobId ?? `${place}-${file.name}`} file={file} />
      ))}
    </span>
  )
}

/** Its poster until it is played; decrypted piece by piece, as far as it is played. */
function Clip({ blobId }: { blobId: BlobId }) {
  const { t } = useTranslation('messages')
  const [isOpen, setIsOpen] = useState(false)
  const address = useBytes().urlOf(blobId, 'full')
  if (isOpen)
    return (
      // Clips have no sound, so there is nothing to caption.
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      <video className={styles.clip} src={address} controls autoPlay muted aria-label={t('clipLabel')} />
    )
  return (
    <>
      <SmallPicture className={styles.picture} blobId={blobId} onNone={() => undefined} />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {t('play')}
      </Button>
    </>
  )
}

/** A clip that came as a file has no poster; it may have a voice, and begins where it is asked to. */
function SentClip({ blobId, name }: { blobId: BlobId; name: string }) {
  const { t } = useTranslation('messages')
  const [isOpen, setIsOpen] = useState(false)
  const address = useBytes().urlOf(blobId, 'full')
  if (isOpen)
    return (
      // What somebody says in it is in no other form anywhere.
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      <video className={styles.clip} src={address} controls autoPlay aria-label={name} />
    )
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      onClick={() => setIsOpen(true)}
    >
      {t('playFile', { name })}
    </Button>
  )
}

/** A picture is shown, a clip played; of every file a copy can be saved. */
function File({ file: { name, mediaType, sizeBytes, blobId, arrival = 'on-its-way' } }: { file: MessageFile }) {
  const { t } = useTranslation('messages')
  const bytes = useBytes()
  if (blobId === undefined) return <span>{t(`arrival.${arrival}`, { name })}</span>
  const words = sizeBytes === undefined ? name : `${name}, ${bytesText(sizeBytes)}`
  const save = () => {
    bytes
      .fileOf(blobId)
      .then(file => saveFile(file, name))
      .catch((error: unknown) => tell(troubleOf(error).says))
  }
  return (
    <>
      {mediaType.startsWith('image/') && (
        <img className={styles.file} src={bytes.urlOf(blobId, 'full')} alt={name} loading="lazy" decoding="async" />
      )}
      {mediaType.startsWith('video/') && <SentClip blobId={blobId} name={name} />}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconDownload size={14} aria-hidden />}
        aria-label={t('save', { name: words })}
        onClick={save}
      >
        {words}
      </Button>
    </>
  )
}
