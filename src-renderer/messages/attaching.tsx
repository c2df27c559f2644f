import { Button, FileButton, Select } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MessageThread } from '../../src-shared/contract/messages.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { stampText } from '../ui/index.ts'
import styles from './messages.module.css'
import type { useFiles } from './use-files.ts'

interface AttachingProps {
  readonly thread: MessageThread
  readonly images: readonly BlobId[]
  readonly attached: ReturnType<typeof useFiles>
  readonly onImages: (images: BlobId[]) => void
}

/** The patient's pictures and clips that are in the record, by name. */
function usePictures({ patientId }: MessageThread) {
  const { t } = useTranslation('messages')
  const shots = useQuery(useCutis().capture.shots.queryOptions({ input: { patientId } }))
  const kept = (shots.data ?? []).filter(({ state }) => state === 'kept')
  return kept.map(({ blobId, siteName, takenAt, mediaType }, place) => ({
    value: blobId as BlobId,
    label: t(mediaType.startsWith('video/') ? 'clip' : 'picture', {
      number: place + 1,
      site: siteName,
      at: stampText(takenAt),
    }),
  }))
}

/** Files from this computer, pictures and clips from the record. */
export function Attaching({ thread, images, attached, onImages }: AttachingProps) {
  const { t } = useTranslation('messages')
  const pictures = usePictures(thread)
  return (
    <>
      <FileButton multiple accept="application/pdf,image/jpeg,image/png,video/mp4,video/webm" onChange={attached.add}>
        {props => (
          <Button
            {...props}
            variant="default"
            title={t('attachHint')}
            loading={attached.isWaiting}
            leftSection={<IconPaperclip size={16} aria-hidden />}
          >
            {t('attach')}
          </Button>
        )}
      </FileButton>
      {pictures.length > 0 && (
        <Select
          aria-label={t('pictures')}
          placeholder={t('pictures')}
          data={pictures.filter(({ value }) => !images.includes(value))}
          value={null}
          onChange={blobId => blobId && onImages([...images, blobId as BlobId])}
        />
      )}
    </>
  )
}

/** What goes with the message; each can be taken away again. */
export function Attached({ thread, images, attached, onImages }: AttachingProps) {
  const { t } = useTranslation('messages')
  const pictures = usePictures(thread)
  if (images.length + attached.files.length === 0) return null
  const named = images.map(image => ({
    key: image as string,
    name: pictures.find(({ value }) => value === image)?.label ?? t('pictures'),
    remove: () => onImages(images.filter(one => one !== image)),
  }))
  const files = attached.files.map(({ uploadId, name, sizeBytes }) => ({
    key: uploadId,
    name: `${name}, ${bytesText(sizeBytes)}`,
    remove: () => attached.remove(uploadId),
  }))
  return (
    <ul className={styles.attached} aria-label={t('attached')}>
      {[...named, ...files].map(({ key, name, remove }) => (
        <li key={key}>
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('detach', { name })}
            onClick={remove}
          >
            {name}
          </Button>
        </li>
      ))}
    </ul>
  )
}
