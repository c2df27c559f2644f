import { Progress } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportState } from '../../src-shared/contract/monitoring.ts'
import { useCutis } from '../link/index.ts'
import { type Action, ActionButton, Empty, Failed, Panel, useActions } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { ImportPreview } from './import-preview.tsx'
import styles from './readings.module.css'

interface ImportProgressProps {
  readonly importId: string | undefined
  /** The way back to choosing a device. */
  readonly onAgain: () => void
}

/** The right half of the import: what happens now. */
export function ImportProgress({ importId, onAgain }: ImportProgressProps) {
  const { t } = useTranslation()
  if (importId !== undefined) return <Running importId={importId} onAgain={onAgain} />
  return (
    <Panel title={t('intake.read')} fill>
      <Empty icon={IconDownload} title={t('intake.nothingYet')} hint={t('intake.wait')} />
    </Panel>
  )
}

/** News tells of every move; asking too keeps the bar true where one was missed. */
const askEveryMs = 1000

function Running({ importId, onAgain }: { importId: string; onAgain: () => void }) {
  const state = useQuery({
    ...useCutis().monitoring.import.queryOptions({ input: { importId } }),
    refetchInterval: ({ state: { data } }) => (data === undefined || data.step === 'reading' ? askEveryMs : false),
  })
  return <Answer of={state}>{said => <Step said={said} onAgain={onAgain} />}</Answer>
}

function Step({ said, onAgain }: { said: ImportState; onAgain: () => void }) {
  const { t } = useTranslation()
  if (said.step === 'preview' || said.step === 'kept') return <ImportPreview said={said} onAgain={onAgain} />
  if (said.step === 'reading') return <Reading said={said} />
  return (
    <Over onAgain={onAgain}>
      {said.step === 'cancelled' ? (
        <output>{t('intake.cancelled')}</output>
      ) : (
        <Failed error={{ code: said.fault ?? 'internal' }} />
      )}
    </Over>
  )
}

function Over({ onAgain, children }: { onAgain: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const again: Action = { id: 'intake.again', label: t('intake.again'), icon: IconDownload, perform: onAgain }
  return (
    <Panel title={t('intake.read')} fill>
      <div className={styles.form}>
        {children}
        <div>
          <ActionButton action={again} variant="filled" />
        </div>
      </div>
    </Panel>
  )
}

function Reading({ said }: { said: ImportState }) {
  const { t } = useTranslation()
  const { importId, device, done, total, unit, perSecond } = said
  const cancelling = useMutation(useCutis().monitoring.cancelImport.mutationOptions())
  const [cancel] = useActions([
    {
      id: 'intake.cancel',
      label: t('intake.cancel'),
      icon: IconX,
      shortcut: 'escape',
      perform: () => cancelling.mutate({ importId }),
    },
  ])
  const amount = t(`intake.done.${unit}`, { count: total ?? done })
  const words = total === undefined ? amount : t('intake.of', { done, total: amount })
  const share = total === undefined || total === 0 ? undefined : Math.min(100, (done / total) * 100)
  return (
    <Panel title={t('intake.reading', { device })} fill>
      <div className={styles.progress}>
        <Progress.Root size="lg">
          <Progress.Section
            value={share ?? 100}
            animated={share === undefined}
            striped={share === undefined}
            aria-label={t('intake.progress')}
            aria-valuetext={words}
          />
        </Progress.Root>
        <span className="figures">
          {words}
          {perSecond !== undefined && ` · ${t('intake.rate', { rate: Math.round(perSecond).toLocaleString('en') })}`}
        </span>
        <div>
          <ActionButton action={cancel} busy={cancelling.isPending} />
        </div>
        {cancelling.error && <Failed error={cancelling.error} />}
      </div>
    </Panel>
  )
}
