import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { type Column, DataTable } from '../ui/index.ts'
import styles from './readings.module.css'
import { pageOf } from './row-marks.ts'

interface PagedTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly onOpen?: (row: Row) => void
}

const pageSize = 100

/** A table of readings, a hundred at a time: a night of an oximeter is thousands. */
export function PagedTable<Row extends ReadingFace>({ label, rows, columns, onOpen }: PagedTableProps<Row>) {
  const { t } = useTranslation()
  const [wanted, setPage] = useState(0)
  const { rows: shown, page, pages } = pageOf(rows, wanted, pageSize)
  // The same reading can stand twice on a device, and so twice in its preview.
  const keyed = new Map(shown.map((row, at) => [row, `${row.readingId} ${at}`]))
  return (
    <>
      <DataTable
        key={page}
        label={label}
        rows={shown}
        columns={columns}
        rowKey={row => keyed.get(row) ?? row.readingId}
        {...(onOpen && { onOpen })}
      />
      {pages > 1 && (
        <nav className={styles.pages} aria-label={label}>
          <Button variant="default" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t('readings.previousPage')}
          </Button>
          <span className="figures">{t('readings.page', { page: page + 1, pages })}</span>
          <Button variant="default" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            {t('readings.nextPage')}
          </Button>
        </nav>
      )}
    </>
  )
}
