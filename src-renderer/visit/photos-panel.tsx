import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodySites } from '../../src-shared/clinical/body-sites.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { useClient } from '../link/index.ts'
import { Panel, tell } from '../ui/index.ts'
import { Failure } from './failure.tsx'
import { keepUpload } from './keep-still.ts'
import type { VisitCall } from './use-visit-call.ts'
import styles from './visit.module.css'

const sites = bodySites.map(({ code, label }) => ({ value: code, label }))

/** Photographs the patient has sent, as their sensor made them. */
export function PhotosPanel({ visit: { caseId }, room }: { visit: Visit; room: VisitCall }) {
  const { t } = useTranslation('visit')
  const { capture, visits } = useClient()
  const [siteCode, setSite] = useState<string>()
  const keep = useMutation({
    mutationFn: async (photoId: string) => {
      if (siteCode === undefined) return
      const { uploadId } = await visits.takePhoto({ caseId, photoId })
      const label = t('photos')
      await keepUpload(capture, { uploadId, caseId, siteCode, view: 'overview', label, source: 'file' })
      // Only now is it nobody else's to keep.
      await visits.photoKept({ caseId, photoId })
      room.dropPhoto(photoId)
      tell(t('photoKept'))
    },
  })
  if (room.photos.length === 0) return null
  return (
    <Panel title={t('photos')} note={room.photos.length}>
      <div className={styles.form}>
        <Select
          label={t('site')}
          data={sites}
          value={siteCode ?? null}
          searchable
          onChange={value => setSite(value ?? undefined)}
        />
        {room.photos.map(({ photoId, sizeBytes }) => (
          <div key={photoId} className={styles.acts}>
            <span>{t('photoSize', { size: (sizeBytes / 1e6).toFixed(1) })}</span>
            <Button
              variant="default"
              disabled={siteCode === undefined}
              loading={keep.isPending}
              onClick={() => keep.mutate(photoId)}
            >
              {t('keepPhoto')}
            </Button>
          </div>
        ))}
        <Failure of={keep.error} />
      </div>
    </Panel>
  )
}
