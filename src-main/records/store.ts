import type { StoreModule } from '../vault/index.ts'
import { openNoteSql } from './note-store.ts'
import { openPatientSql } from './patient-store.ts'
import { openImportSql, openRecordSql } from './record-store.ts'
import type { IndexedRow, RecordRow } from './rows.ts'
import { recordMigrations } from './schema-store.ts'

const open = (db: Parameters<StoreModule<unknown>['open']>[0]) => {
  const { hold, ...records } = openRecordSql(db)
  const { indexPatient, ...patients } = openPatientSql(db)
  const { indexNote, ...notes } = openNoteSql(db)
  const index = ({ type, id, keys, text }: IndexedRow, isNew = false): void => {
    if (type === 'Patient') indexPatient(id, keys, isNew)
    if (type === 'DocumentReference') indexNote(id, text, isNew)
  }
  return {
    ...records,
    ...openImportSql(db),
    ...patients,
    ...notes,
    /** Only what a record is found by: for a body that another room writes to `record`. Empty keys and text take it out. */
    index,
    /** A record, what it is found by and its place in the outbox are one act. */
    put: (row: RecordRow): void => {
      hold(row)
      index(row)
    },
  }
}

export type RecordSql = ReturnType<typeof open>

export const recordStore: StoreModule<RecordSql> = { name: 'record', migrations: recordMigrations, open }
