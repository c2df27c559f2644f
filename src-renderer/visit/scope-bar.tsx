import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodySites } from '../../src-shared/clinical/body-sites.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { useBytes, useClient } from '../link/index.ts'
import { tell } from '../ui/index.ts'
import { Failure } from './failure.tsx'
import { keepUpload, stillOf } from './keep-still.ts'
import styles from './visit.module.css'

const sites = bodySites.map(({ code, label }) => ({ value: code, label }))

function useCameras() {
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([])
  useEffect(() => {
    const look = () =>
      void navigator.mediaDevices
        .enumerateDevices()
        .then(all => setCameras(all.filter(({ kind }) => kind === 'videoinput')))
        .catch(() => undefined)
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [])
  return cameras
}

interface ScopeProps {
  readonly visit: Visit
  readonly scope: MediaStream | undefined
  readonly picture: RefObject<HTMLVideoElement | null>
  readonly onShow: (stream: MediaStream | undefined) => void
}

/** The dermatoscope beside the face, and its stills into the case. */
export function ScopeBar({ visit: { caseId }, scope, picture, onShow }: ScopeProps) {
  const { t } = useTranslation('visit')
  const cameras = useCameras()
  const [deviceId, setDeviceId] = useState<string>()
  const [siteCode, setSite] = useState<string>()
  const { capture } = useClient()
  const bytes = useBytes()
  const chosen = cameras.find(camera => camera.deviceId === deviceId) ?? cameras.at(-1)
  const open = useMutation({
    mutationFn: async () => {
      const wanted = { width: { ideal: 3840 }, height: { ideal: 2160 } }
      const id = chosen === undefined ? {} : { deviceId: { exact: chosen.deviceId } }
      onShow(await navigator.mediaDevices.getUserMedia({ video: { ...wanted, ...id } }))
    },
  })
  const still = useMutation({
    mutationFn: async () => {
      if (picture.current === null || siteCode === undefined) return
      const { uploadId } = await bytes.upload(await stillOf(picture.current))
      const label = chosen?.label || t('scope')
      await keepUpload(capture, { uploadId, caseId, siteCode, view: 'dermoscopic', label, source: 'camera' })
      tell(t('stillKept'))
    },
  })
  return (
    <div className={styles.acts}>
      <Select
        label={t('scopeDevice')}
        data={cameras.map(camera => ({ value: camera.deviceId, label: camera.label || t('scope') }))}
        value={chosen?.deviceId ?? null}
        allowDeselect={false}
        onChange={value => setDeviceId(value ?? undefined)}
      />
      <Button variant="default" onClick={() => (scope ? onShow(undefined) : open.mutate())}>
        {t(scope ? 'scopeHide' : 'scopeShow')}
      </Button>
      <Select
        label={t('site')}
        data={sites}
        value={siteCode ?? null}
        searchable
        onChange={value => setSite(value ?? undefined)}
      />
      <Button
        disabled={scope === undefined || siteCode === undefined}
        loading={still.isPending}
        onClick={() => still.mutate()}
      >
        {t('still')}
      </Button>
      {open.error && <p role="alert">{t('noScope')}</p>}
      <Failure of={still.error} />
    </div>
  )
}
