import { Button, Select } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodySites, type Laterality } from '../../src-shared/clinical/body-sites.ts'
import type { Message } from '../../src-shared/contract/messages.ts'
import type { CaseRow } from '../../src-shared/contract/records.ts'
import type { BlobId, CaseId, PatientId } from '../../src-shared/ids.ts'
import { useBytes, useClient, useCutis } from '../link/index.ts'
import { Answer, Failed, StatusChip, stampText, tell, useGoTo } from '../ui/index.ts'
import styles from './messages.module.css'

const sites = bodySites.map(({ code, label }) => ({ value: code, label }))
const sided = new Set(bodySites.filter(site => site.sided).map(({ code }) => code))
const sides = ['left', 'right'] as const

interface Props {
  readonly message: Message
  readonly patientId: PatientId
  readonly blobId: BlobId
  readonly name: string
}

/** Keeps a picture that came with a message in a case, by the way every picture is kept; said where that has happened. */
export function KeepPicture(props: Props) {
  const { t } = useTranslation('messages')
  const [isOpen, setIsOpen] = useState(false)
  const { name, blobId, patientId } = props
  const shots = useQuery(useCutis().capture.shots.queryOptions({ input: { patientId } }))
  const isKept = shots.data?.some(({ device, state }) => device.settings?.['file'] === blobId && state === 'kept')
  if (isKept) return <StatusChip icon={IconCheck} tone="ok" word={t('keptName', { name })} />
  if (isOpen) return <Choice {...props} onClose={() => setIsOpen(false)} />
  return (
    <Button variant="default" size="compact-sm" onClick={() => setIsOpen(true)}>
      {t('keepName', { name })}
    </Button>
  )
}

interface ChoiceProps extends Props {
  readonly onClose: () => void
}

/** A picture belongs to a case; where there is none, the record is where one begins. */
function Choice(props: ChoiceProps) {
  const { t } = useTranslation('messages')
  const goTo = useGoTo()
  const { patientId } = props
  const patient = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  return (
    <Answer of={patient}>
      {({ cases }) =>
        cases.length > 0 ? (
          <Form {...props} cases={cases} />
        ) : (
          <span className={styles.acts}>
            {t('keepNoCase')}
            <Button variant="default" size="compact-sm" onClick={() => goTo({ at: 'patient', patientId })}>
              {t('openRecord')}
            </Button>
          </span>
        )
      }
    </Answer>
  )
}

interface Kept {
  readonly caseId: string | undefined
  readonly siteCode: string | undefined
  readonly laterality: Laterality | undefined
}

function useKeep({ message, blobId, onClose }: ChoiceProps) {
  const { t } = useTranslation('messages')
  const { capture } = useClient()
  const bytes = useBytes()
  return useMutation({
    mutationFn: async ({ caseId, siteCode, laterality }: Kept) => {
      if (caseId === undefined || siteCode === undefined) return
      const { uploadId } = await bytes.upload(await bytes.fileOf(blobId))
      const settings = { message: message.messageId, file: blobId }
      const device = { label: t('fromMessage'), source: 'file' as const, settings }
      const place = { caseId: caseId as CaseId, siteCode, ...(laterality && { laterality }) }
      await capture.keep({ uploadId, ...place, view: 'overview', takenAt: message.at, device })
      tell(t('pictureKept'))
      onClose()
    },
  })
}

function Form({ cases, ...props }: ChoiceProps & { cases: readonly CaseRow[] }) {
  const { t } = useTranslation('messages')
  const [caseId, setCase] = useState<string | undefined>(cases[0]?.caseId)
  const [siteCode, setSite] = useState<string>()
  const [laterality, setSide] = useState<Laterality>()
  const keep = useKeep(props)
  const chooseSite = (code: string | null) => {
    setSite(code ?? undefined)
    if (!sided.has(code ?? '')) setSide(undefined)
  }
  return (
    <span className={styles.keepForm}>
      <Select
        label={t('keepCase')}
        data={cases.map(one => ({ value: one.caseId as string, label: `${stampText(one.startedAt)} ${one.reason}` }))}
        value={caseId ?? null}
        onChange={value => setCase(value ?? undefined)}
      />
      <Select label={t('keepSite')} data={sites} value={siteCode ?? null} searchable onChange={chooseSite} />
      {sided.has(siteCode ?? '') && (
        <Select
          label={t('keepSide')}
          placeholder={t('sideUnsaid')}
          data={sides.map(side => ({ value: side, label: t(`side.${side}`) }))}
          value={laterality ?? null}
          clearable
          onChange={side => setSide(sides.find(one => one === side))}
        />
      )}
      <Button
        disabled={caseId === undefined || siteCode === undefined}
        loading={keep.isPending}
        onClick={() => keep.mutate({ caseId, siteCode, laterality })}
      >
        {t('keepNow')}
      </Button>
      <Button variant="default" onClick={props.onClose}>
        {t('cancel')}
      </Button>
      {keep.error && <Failed error={keep.error} />}
    </span>
  )
}
