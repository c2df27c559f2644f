import type { StoreModule } from '../../vault/index.ts'

interface Crash {
  swallow(ids: string): void
  forgetFile(fileId: string): void
  oldTemplate(row: { templateId: string; title: string; text: string }): void
}

/** Takes rows of records away, as if a crash had come before their transaction; and enters what an older Cutis left. */
export const crashStore: StoreModule<Crash> = {
  name: 'crash',
  migrations: [],
  open: db => ({
    swallow: ids => db.run('DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))', ids),
    oldTemplate: ({ templateId, title, text }) =>
      db.run('INSERT INTO message_template VALUES (?, ?, ?)', templateId, title, text),
    forgetFile: fileId => db.run('DELETE FROM message_file WHERE fileId = ?', fileId),
  }),
}
