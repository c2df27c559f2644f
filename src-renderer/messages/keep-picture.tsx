import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodySites } from '../../src-shared/clinical/body-sites.ts'
import type { Message } from '../../src-shared/contract/messages.ts'
import type { BlobId, CaseId, PatientId } from '../../src-shared/ids.ts'
import { useBytes, useClient, useCutis } from '../link/index.ts'
import { Failed, stampText, tell } from '../ui/index.ts'
import styles from './messages.module.css'

const sites = bodySites.map(({ code, label }) => ({ value: code, label }))

interface Props {
  readonly message: Message
  readonly patientId: PatientId
  readonly blobId: BlobId
}

/** Keeps a picture that came with a message in a case, by the way every picture is kept. */
export function KeepPicture(props: Props) {
  const { t } = useTranslation('messages')
  const [isOpen, setIsOpen] = useState(false)
  if (isOpen) return <Form {...props} onKept={() => setIsOpen(false)} />
  return (
    <Button variant="default" size="compact-sm" onClick={() => setIsOpen(true)}>
      {t('keepPicture')}
    </Button>
  )
}

function Form({ message, patientId, blobId, onKept }: Props & { onKept: () => void }) {
  const { t } = useTranslation('messages')
  const { capture } = useClient()
  const bytes = useBytes()
  const patient = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  const [chosen, setCase] = useState<string>()
  const [siteCode, setSite] = useState<string>()
  const cases = (patient.data?.cases ?? []).map(({ caseId, startedAt, reason }) => ({
    value: caseId as string,
    label: `${stampText(startedAt)} ${reason}`,
  }))
  const caseId = chosen ?? cases[0]?.value
  const keep = useMutation({
    mutationFn: async () => {
      if (caseId === undefined || siteCode === undefined) return
      const { uploadId } = await bytes.upload(await bytes.fileOf(blobId))
      const device = { label: t('fromMessage'), source: 'file' as const, settings: { message: message.messageId } }
      await capture.keep({
        uploadId,
        caseId: caseId as CaseId,
        siteCode,
        view: 'overview',
        takenAt: message.at,
        device,
      })
      tell(t('pictureKept'))
      onKept()
    },
  })
  return (
    <span className={styles.acts}>
      <Select
        label={t('keepCase')}
        data={cases}
        value={caseId ?? null}
        onChange={value => setCase(value ?? undefined)}
      />
      <Select
        label={t('keepSite')}
        data={sites}
        value={siteCode ?? null}
        searchable
        onChange={value => setSite(value ?? undefined)}
      />
      <Button
        disabled={caseId === undefined || siteCode === undefined}
        loading={keep.isPending}
        onClick={() => keep.mutate()}
      >
        {t('keepPicture')}
      </Button>
      {keep.error && <Failed error={keep.error} />}
    </span>
  )
}
