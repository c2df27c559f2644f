import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { useBytes, useCutis } from '../link/index.ts'
import { stampText } from '../ui/when.ts'
import { streamOfPicture } from './still-stream.ts'
import styles from './visit.module.css'

interface CasePictureProps {
  readonly visit: Visit
  /** Whether a picture of the case is what the patient sees beside the face. */
  readonly isShown: boolean
  readonly onShow: (stream: MediaStream | undefined) => void
}

/** A picture of this case for the patient to look at: that one picture and nothing else of the screen. */
export function CasePicture({ visit: { caseId }, isShown, onShow }: CasePictureProps) {
  const { t } = useTranslation('visit')
  const { data: shots = [] } = useQuery(useCutis().capture.shots.queryOptions({ input: { caseId } }))
  const [blobId, setBlobId] = useState<string>()
  const { urlOf } = useBytes()
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const shown = shots.filter(({ state, mediaType }) => state === 'kept' && mediaType === 'image/jpeg')
  const chosen = shown.find(shot => shot.blobId === blobId) ?? shown.at(-1)
  const open = useMutation({
    mutationFn: async () => {
      if (!chosen) return
      const answer = await fetch(urlOf(chosen.blobId, 'screen'))
      if (!answer.ok) throw new Error('no picture')
      const opened = await streamOfPicture(await answer.blob())
      stop.current?.()
      stop.current = opened.stop
      onShow(opened.stream)
    },
  })
  const hide = () => {
    stop.current?.()
    onShow(undefined)
  }
  if (!chosen) return null
  return (
    <div className={styles.acts}>
      <Select
        label={t('casePicture')}
        data={shown.map(shot => ({ value: shot.blobId, label: `${shot.siteName}, ${stampText(shot.takenAt)}` }))}
        value={chosen.blobId}
        allowDeselect={false}
        onChange={value => setBlobId(value ?? undefined)}
      />
      <Button variant="default" loading={open.isPending} onClick={() => (isShown ? hide() : open.mutate())}>
        {t(isShown ? 'casePictureHide' : 'casePictureShow')}
      </Button>
      {open.error && <p role="alert">{t('noCasePicture')}</p>}
    </div>
  )
}
