import { Button, TextInput } from '@mantine/core'
import { IconCloudUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow, PatientView } from '../../src-shared/contract/records.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import { stampText } from '../ui/when.ts'
import { useShotWords } from '../viewer/use-shot-words.ts'
import styles from './case-desk.module.css'
import { SaveCopy } from './save-copy.tsx'
import { viewLabel } from './shot-order.ts'

interface ImageFactsProps {
  readonly shot: Shot
  readonly view: PatientView
  readonly row: CaseRow
}

/** Everything known about the picture on screen. */
export function ImageFacts({ shot, view, row }: ImageFactsProps) {
  const { t } = useTranslation('case')
  const { role } = useMe()
  const words = useShotWords()
  const lesion = view.lesions.find(({ lesionId }) => lesionId === shot.lesionId)
  const { widthPx: width, heightPx: height } = shot
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('view'), viewLabel(shot.view, row.presentation)],
    [t('site'), shot.siteName],
    [t('lesion'), lesion?.label],
    [t('taken'), stampText(shot.takenAt)],
    [t('by'), shot.takenBy],
    [t('device'), shot.device.label],
    [t('type'), words.type(shot)],
    [t('size'), t('pixels', { width, height })],
    [t('quality'), words.quality(shot)],
  ]
  return (
    <Panel
      title={t('details')}
      note={shot.unsynced && <StatusChip icon={IconCloudUp} word={t('unsynced')} tone="warn" quiet />}
    >
      <dl className={styles.facts}>
        {facts.map(([name, value]) => value !== undefined && <Fact key={name} name={name} value={value} />)}
      </dl>
      {may(role, 'image.read') && shot.state === 'kept' && <SaveCopy key={shot.blobId} shot={shot} />}
      {may(role, 'image.void') && <VoidShot shot={shot} />}
    </Panel>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

const shortestReason = 3

/** Takes a picture out of the record, with the reason in words; asked for, since it cannot be undone. */
function VoidShot({ shot: { blobId } }: { shot: Shot }) {
  const { t } = useTranslation('case')
  const [reason, setReason] = useState<string>()
  const take = useMutation(useCutis().capture.voidShot.mutationOptions())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason && reason.trim().length >= shortestReason) take.mutate({ blobId, reason: reason.trim() })
  }
  if (reason === undefined)
    return (
      <Button variant="subtle" color="gray" size="compact-sm" mt={8} onClick={() => setReason('')}>
        {t('voidShot')}
      </Button>
    )
  return (
    <form className={styles.editor} onSubmit={submit}>
      <TextInput
        mt={8}
        label={t('voidReason')}
        description={t('voidHint')}
        value={reason}
        maxLength={300}
        onChange={event => setReason(event.currentTarget.value)}
      />
      {take.error && <Failed error={take.error} />}
      <div className={styles.foot}>
        <Button variant="default" onClick={() => setReason(undefined)}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          variant="default"
          aria-disabled={reason.trim().length < shortestReason}
          loading={take.isPending}
        >
          {t('voidDo')}
        </Button>
      </div>
    </form>
  )
}
