import { Checkbox } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { type Column, StatusChip, stampText } from '../ui/index.ts'
import { Unsynced } from '../ui/unsynced.tsx'
import styles from './readings.module.css'
import { useReadingWords } from './use-words.ts'

const isMarked = ({ parts }: ReadingFace): boolean => parts.some(({ implausible }) => implausible)

/** When, what, how much, by which device, and what is to be said of it: the same in every table of readings. */
export function useReadingColumns<Row extends ReadingFace>(): readonly Column<Row>[] {
  const { t } = useTranslation()
  const { kindWord, noteWord, valueWords } = useReadingWords()
  return [
    {
      key: 'at',
      head: t('readings.at'),
      width: '172px',
      figures: true,
      cell: row => <span title={t(`readings.methods.${row.method}`)}>{stampText(row.effectiveAt)}</span>,
    },
    { key: 'kind', head: t('readings.kind'), width: '160px', cell: row => kindWord(row.kind) },
    {
      key: 'value',
      head: t('readings.value'),
      figures: true,
      width: '24%',
      cell: row => <span className={styles.value}>{valueWords(row.parts)}</span>,
    },
    {
      key: 'notes',
      head: t('readings.notes'),
      cell: row => {
        const notes = row.notes.map(noteWord).join(', ')
        return (
          <span title={notes}>
            {isMarked(row) && (
              <StatusChip
                icon={IconAlertTriangle}
                tone="warn"
                word={t('readings.implausible')}
                meaning={t('readings.implausibleNote')}
                quiet
              />
            )}{' '}
            {row.unsynced && row.state === 'accepted' && <Unsynced />} {notes}
          </span>
        )
      },
    },
    { key: 'device', head: t('readings.device'), width: '15%', cell: row => row.device, minor: true },
  ]
}

interface Choosing<Row> {
  readonly head: string
  readonly isChosen: (row: Row) => boolean
  readonly toggle: (row: Row) => void
  /** Rows that cannot be chosen have no box. */
  readonly isOpen?: (row: Row) => boolean
  readonly label: (row: Row) => string
}

/** A column of boxes. Click, or Enter on the row, does the same, so Tab need not stop at every box. */
export const choiceColumn = <Row extends ReadingFace>({
  head,
  isChosen,
  toggle,
  isOpen = () => true,
  label,
}: Choosing<Row>): Column<Row> => ({
  key: 'choice',
  head,
  width: '64px',
  cell: row =>
    isOpen(row) && (
      <Checkbox
        aria-label={label(row)}
        tabIndex={-1}
        checked={isChosen(row)}
        onChange={() => toggle(row)}
        onClick={event => event.stopPropagation()}
      />
    ),
})
