import { IconUserCheck } from '@tabler/icons-react'
import { type ComponentProps, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import { type Column, LongTable, nameOf, StatusChip, useBirthText } from '../ui/index.ts'
import { SmallPicture } from '../ui/small-picture.tsx'
import { useMinute } from '../ui/today.ts'
import { DueText, TriageClassChip } from '../ui/triage-class.tsx'
import { Unsynced } from '../ui/unsynced.tsx'
import styles from './worklist.module.css'

type WorkTableProps = Omit<ComponentProps<typeof LongTable<WorkRow>>, 'label' | 'columns'>

/** One line a consult. No column comes from an image analysis. */
export function WorkTable(props: WorkTableProps) {
  const { t } = useTranslation('worklist')
  return <LongTable label={t('title')} columns={useColumns()} {...props} />
}

function useColumns(): readonly Column<WorkRow>[] {
  const { t } = useTranslation('worklist')
  const { t: triage } = useTranslation('triage')
  const now = useMinute()
  return useMemo(
    () => [
      {
        key: 'class',
        head: t('column.class'),
        width: '128px',
        cell: row => row.class && <TriageClassChip kind={row.class} />,
      },
      {
        key: 'due',
        head: t('column.due'),
        width: '132px',
        figures: true,
        cell: row => row.dueAt && <DueText dueAt={row.dueAt} now={now} />,
      },
      { key: 'patient', head: t('column.patient'), width: '19%', cell: row => <Who row={row} /> },
      { key: 'question', head: t('column.question'), cell: row => <span title={row.question}>{row.question}</span> },
      { key: 'site', head: t('column.site'), width: '12%', minor: true, cell: row => row.site },
      { key: 'images', head: t('column.images'), width: '132px', cell: row => <Pictures row={row} /> },
      { key: 'rules', head: t('column.rules'), width: '96px', minor: true, cell: row => <Rules row={row} /> },
      {
        key: 'referrer',
        head: t('column.referrer'),
        width: '12%',
        minor: true,
        cell: row => <span title={row.organisation}>{row.referrer}</span>,
      },
      {
        key: 'state',
        head: t('column.state'),
        width: '150px',
        cell: row => (row.claim ? <Claimed claim={row.claim} /> : triage(`state.${row.state}`)),
      },
    ],
    [t, triage, now],
  )
}

function Who({ row }: { row: WorkRow }) {
  const { t } = useTranslation('worklist')
  const birthText = useBirthText()
  if (!row.patient) return <span>{t('unknownPatient')}</span>
  return (
    <span>
      <strong>{nameOf(row.patient)}</strong> <span className={styles.quiet}>{birthText(row.patient.birthDate)}</span>{' '}
      {row.unsynced && <Unsynced />}
    </span>
  )
}

function Pictures({ row }: { row: WorkRow }) {
  return (
    <span className={styles.strip}>
      {row.images.map(blobId => (
        <SmallPicture key={blobId} blobId={blobId} className={styles.small} onNone={() => {}} />
      ))}
      {row.imageCount > row.images.length && (
        <span className={styles.quiet}>+{row.imageCount - row.images.length}</span>
      )}
    </span>
  )
}

function Rules({ row }: { row: WorkRow }) {
  const { t } = useTranslation('triage')
  return (
    <span className={styles.rules}>
      {row.rules.map((rule, at) => (
        <abbr key={`${rule}-${at}`} title={t(`rule.${rule}` as 'rule.R0')}>
          {rule}
        </abbr>
      ))}
    </span>
  )
}

function Claimed({ claim }: { claim: NonNullable<WorkRow['claim']> }) {
  const { t } = useTranslation('worklist')
  const words = claim.mine ? t('claimedByMe') : t('claimedBy', { name: claim.by })
  return <StatusChip icon={IconUserCheck} word={words} tone="info" quiet />
}
