import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportState, PreviewRow } from '../../src-shared/contract/monitoring.ts'
import { ActionButton, Failed, Panel, stampText } from '../ui/index.ts'
import { ClockLine } from './clock-line.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { plainWords } from './known-words.ts'
import { LookFirst } from './look-first.tsx'
import { useMarkColumn } from './mark-column.tsx'
import { PagedTable } from './paged-table.tsx'
import { choiceColumn, useReadingColumns } from './reading-columns.tsx'
import styles from './readings.module.css'
import { toggled } from './row-choice.ts'
import { countsOf, rowsOfUser } from './row-marks.ts'
import { useKeep } from './use-keep.ts'

/** What the device holds, with what is here already marked; a person says what is kept. */
export function ImportPreview({ said, onAgain }: { said: ImportState; onAgain: () => void }) {
  const { t } = useTranslation()
  const [leaveOut, setLeaveOut] = useState<ReadonlySet<string>>(new Set())
  const [user, setUser] = useState<string>()
  const [confirmed, setConfirmed] = useState(false)
  const [onlyNew, setOnlyNew] = useState(false)
  const rows = rowsOfUser(said.rows, user)
  const counts = countsOf(rows, leaveOut)
  const { action, keep } = useKeep({ said, leaveOut, user, confirmed, chosen: counts.chosen })
  const isKept = said.step === 'kept' || keep.data !== undefined
  const shown = onlyNew ? rows.filter(({ mark }) => mark === 'new') : rows
  const dropped = Object.entries(said.dropped).map(([word, count]) => `${count} × ${plainWords(word)}`)
  return (
    <>
      {isKept && <KeptNotice kept={keep.data} patientId={said.patientId} onAgain={onAgain} />}
      <ClockLine said={said} />
      {!isKept && <LookFirst said={said} user={user} onUser={setUser} confirmed={confirmed} onConfirm={setConfirmed} />}
      {keep.error && <Failed error={keep.error} />}
      <Panel
        title={t('intake.preview')}
        note={said.device}
        tools={!isKept && <ActionButton action={action} variant="filled" busy={keep.isPending} />}
        fill
        flush
      >
        <div className={`${styles.bar} ${styles.strip}`}>
          <span className="figures">
            {t('intake.counts', { fresh: counts.new, known: counts.known, repeated: counts.repeated })}
          </span>
          {counts.new === 0 && !isKept && <output>{t('intake.allKnown')}</output>}
          {dropped.length > 0 && (
            <span className={styles.soft}>{t('intake.dropped', { list: dropped.join(', ') })}</span>
          )}
          <Switch
            className={styles.end}
            size="xs"
            label={t('intake.onlyNew')}
            checked={onlyNew}
            onChange={event => setOnlyNew(event.currentTarget.checked)}
          />
        </div>
        <Rows
          key={`${onlyNew} ${user}`}
          rows={shown}
          locked={isKept}
          leaveOut={leaveOut}
          onToggle={({ readingId }) => setLeaveOut(toggled(leaveOut, readingId))}
        />
      </Panel>
    </>
  )
}

interface RowsProps {
  readonly rows: readonly PreviewRow[]
  readonly locked: boolean
  readonly leaveOut: ReadonlySet<string>
  readonly onToggle: (row: PreviewRow) => void
}

function Rows({ rows, locked, leaveOut, onToggle }: RowsProps) {
  const { t } = useTranslation()
  const [mark, columns] = [useMarkColumn(), useReadingColumns<PreviewRow>()]
  const choice = choiceColumn<PreviewRow>({
    head: t('intake.keepColumn'),
    isChosen: ({ readingId }) => !leaveOut.has(readingId),
    isOpen: row => row.mark === 'new',
    toggle: onToggle,
    label: row => t('intake.keepRow', { at: stampText(row.effectiveAt) }),
  })
  const open = (row: PreviewRow) => row.mark === 'new' && onToggle(row)
  return (
    <PagedTable
      label={t('intake.preview')}
      rows={rows}
      columns={locked ? [mark, ...columns] : [choice, mark, ...columns]}
      {...(!locked && { onOpen: open })}
    />
  )
}
