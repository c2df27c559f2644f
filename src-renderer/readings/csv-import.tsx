import { Button, FileButton } from '@mantine/core'
import { IconCheck, IconFileImport } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Binding, PreviewRow } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { troubleOf, useCutis } from '../link/index.ts'
import { type Action, ActionButton, Empty, Failed, Panel, tell, useActions } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import { BindForm, Bound } from './bind-form.tsx'
import { useMarkColumn } from './mark-column.tsx'
import { PagedTable } from './paged-table.tsx'
import { useReadingColumns } from './reading-columns.tsx'
import styles from './readings.module.css'
import { countsOf } from './row-marks.ts'

/** As the contract allows; a larger file is not even read. */
const largestBytes = 5_000_000
const none: ReadonlySet<string> = new Set()

interface CsvImportProps {
  readonly patientId: PatientId
  readonly onClose: () => void
}

/** Readings from a file of another program: who, which file, every row judged, and only then kept. */
export function CsvImport({ patientId, onClose }: CsvImportProps) {
  const { t } = useTranslation()
  const [binding, setBinding] = useState<Binding>()
  const [text, setText] = useState<string>()
  const look = useMutation(
    useCutis().monitoring.importCsv.mutationOptions({
      // Whoever was named wrongly is asked again, at once.
      onError: error => {
        if (troubleOf(error).code === 'monitoring.notThisPatient') setBinding(undefined)
      },
    }),
  )
  const keep = useMutation(
    useCutis().monitoring.importCsv.mutationOptions({
      onSuccess: ({ added }) => {
        tell(t('csv.added', { count: added }))
        onClose()
      },
    }),
  )
  const shown = text === undefined ? undefined : look.data
  const judge = (who: Binding, found: string) => look.mutate({ patientId, binding: who, text: found, commit: false })
  const take = (found: string) => {
    setText(found)
    if (binding) judge(binding, found)
  }
  const bind = (who: Binding) => {
    setBinding(who)
    if (text !== undefined) judge(who, text)
  }
  return (
    <>
      <Preview
        rows={shown?.rows}
        seen={shown !== undefined}
        wrong={shown?.wrong ?? []}
        busy={keep.isPending}
        onKeep={() => {
          if (binding && text !== undefined) keep.mutate({ patientId, binding, text, commit: true })
        }}
      />
      <SidePanel title={t('readings.csv')} onClose={onClose}>
        <div className={styles.form}>
          <strong>{t('bind.title')}</strong>
          {binding ? <Bound binding={binding} onAgain={() => setBinding(undefined)} /> : <BindForm onBind={bind} />}
          {(look.error ?? keep.error) && <Failed error={look.error ?? keep.error} />}
          {binding ? <FileDrop busy={look.isPending} onText={take} /> : <p>{t('csv.bindFirst')}</p>}
        </div>
      </SidePanel>
    </>
  )
}

function FileDrop({ busy, onText }: { busy: boolean; onText: (text: string) => void }) {
  const { t } = useTranslation()
  const [tooLarge, setTooLarge] = useState(false)
  const accept = (file: File | null | undefined) => {
    if (!file) return
    setTooLarge(file.size > largestBytes)
    if (file.size <= largestBytes) void file.text().then(onText)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    accept(event.dataTransfer.files[0])
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the button inside does the same by keyboard */}
      <section
        className={styles.drop}
        aria-label={t('csv.drop')}
        onDragOver={event => event.preventDefault()}
        onDrop={drop}
      >
        <IconFileImport size={28} stroke={1.25} aria-hidden />
        <p>{t('csv.drop')}</p>
        <FileButton accept="text/csv,.csv,text/plain" onChange={accept}>
          {lent => (
            <Button {...lent} variant="default" loading={busy}>
              {t('csv.choose')}
            </Button>
          )}
        </FileButton>
      </section>
      {tooLarge && <p role="alert">{t('csv.tooLarge')}</p>}
    </>
  )
}

interface PreviewProps {
  readonly rows: readonly PreviewRow[] | undefined
  /** A file was looked at. */
  readonly seen: boolean
  readonly wrong: readonly { readonly line: number; readonly why: string }[]
  readonly busy: boolean
  readonly onKeep: () => void
}

function Preview({ rows = [], seen, wrong, busy, onKeep }: PreviewProps) {
  const { t } = useTranslation()
  const columns = [useMarkColumn(), ...useReadingColumns<PreviewRow>()]
  const counts = countsOf(rows, none)
  const keep: Action = {
    id: 'csv.keep',
    label: t('csv.keep', { count: counts.chosen }),
    icon: IconCheck,
    perform: onKeep,
    disabledWhy: counts.chosen === 0 ? t('csv.nothingNew') : undefined,
  }
  useActions([keep])
  return (
    <Panel
      title={t('csv.rows')}
      note={seen ? rows.length : undefined}
      tools={rows.length > 0 && <ActionButton action={keep} variant="filled" busy={busy} />}
      fill
      flush
    >
      <Wrong wrong={wrong} />
      {rows.length > 0 ? (
        <PagedTable label={t('csv.rows')} rows={rows} columns={columns} />
      ) : (
        <Empty icon={IconFileImport} title={t(seen ? 'csv.noRows' : 'csv.noFile')} hint={t('csv.hint')} />
      )}
    </Panel>
  )
}

const mostLines = 200

function Wrong({ wrong }: Pick<PreviewProps, 'wrong'>) {
  const { t } = useTranslation()
  if (wrong.length === 0) return null
  return (
    <div className={styles.wrongs}>
      <output>{t('csv.wrong', { count: wrong.length })}</output>
      <ol className={styles.wrong}>
        {wrong.slice(0, mostLines).map(({ line, why }) => (
          <li key={line}>{t('csv.line', { line, why })}</li>
        ))}
      </ol>
    </div>
  )
}
