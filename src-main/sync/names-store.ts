import { FhirRecord, isRecordType, lidOf, type Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { foreignId, type Item, keyOf } from './page.ts'
import { type Place, placesIn, renamed } from './references.ts'

/** A record here, as a page of news meets it. */
export interface Held {
  readonly id: string
  readonly body: string
  readonly base: string | null
  readonly serverId: string | null
  readonly serverVersion: string | null
  readonly theirsVersion: string | null
  readonly deleted: 0 | 1
  readonly baseAt: string | null
  readonly pending: 0 | 1
}

const heldColumns = `id, body, base, serverId, serverVersion, theirsVersion, deleted, base ->> '$.meta.lastUpdated' AS baseAt,
  EXISTS (SELECT 1 FROM outbox o WHERE o.type = record.type AND o.id = record.id) AS pending`
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Which record here a place at the clinic is. */
export const openNames = (db: Db) => {
  const byId = (type: string, id: string): Held | undefined =>
    db.get<Held>(`SELECT ${heldColumns} FROM record WHERE type = ? AND id = ?`, type, id)
  return {
    known: ({ type, id }: Place): string | undefined =>
      db.get<{ id: string }>('SELECT id FROM record WHERE type = ? AND serverId = ?', type, id)?.id,
    find(place: Place, body: Resource | undefined): Held | undefined {
      const held = db.get<Held>(
        `SELECT ${heldColumns} FROM record WHERE type = ? AND serverId = ?`,
        place.type,
        place.id,
      )
      const lid = held || !body ? undefined : lidOf(body)
      const own = lid === undefined ? undefined : byId(place.type, lid)
      if (!own || (own.serverId !== null && !own.deleted)) return held
      // Our own record, stored there without our having heard so, or stored anew after it was deleted.
      db.run('UPDATE record SET serverId = ? WHERE type = ? AND id = ?', place.id, place.type, own.id)
      return own
    },
    /** A name for what is new here: the one its maker gave it, unless that names another record. */
    fresh({ place, body }: Item, taken: ReadonlySet<string>): string {
      const lid = body && lidOf(body)
      return lid && uuid.test(lid) && !taken.has(lid) && !byId(place.type, lid) ? lid : foreignId(place)
    },
  }
}

/** References that came before what they name, kept until it comes. */
export const openLoose = (db: Db) => ({
  note({ place, body }: Item, localId: (place: Place) => string | undefined): void {
    const id = body && localId(place)
    if (!id) return
    for (const target of placesIn(body)) {
      if (isRecordType(target.type) && localId(target) === undefined)
        db.run('INSERT OR IGNORE INTO sync_loose VALUES (?, ?, ?, ?)', target.type, target.id, place.type, id)
    }
  },
  any: (): boolean => db.get('SELECT 1 FROM sync_loose LIMIT 1') !== undefined,
  /** `target` has come, as `localId`: what named it by the clinic's id names it by ours from now on. */
  settle(target: Place, localId: string | undefined): void {
    if (localId === undefined) return
    const loose = db.all<Place>(
      'SELECT type, id FROM sync_loose WHERE targetType = ? AND targetId = ?',
      target.type,
      target.id,
    )
    const rename = (place: Place) => (keyOf(place) === keyOf(target) ? localId : undefined)
    const right = (text: string | null) =>
      text === null ? null : JSON.stringify(renamed(JSON.parse(text) as Resource, rename))
    for (const { type, id } of loose) {
      const row = db.get<{ body: string; base: string | null }>(
        'SELECT body, base FROM record WHERE type = ? AND id = ?',
        type,
        id,
      )
      if (row)
        db.run(
          'UPDATE record SET body = ?, base = ? WHERE type = ? AND id = ?',
          right(row.body),
          right(row.base),
          type,
          id,
        )
    }
    db.run('DELETE FROM sync_loose WHERE targetType = ? AND targetId = ?', target.type, target.id)
  },
})

/** Bodies that are no sound records are left at the clinic, and counted: rooms may trust what they read. */
export const openUnread = (db: Db) => {
  const count = (): number => db.get<{ n: number }>('SELECT count(*) AS n FROM sync_unread')?.n ?? 0
  return {
    count,
    /** True where this body cannot be read. */
    refuses({ type, id }: Place, body: Resource, isAny: boolean): boolean {
      const isSound = FhirRecord.safeParse(body).success
      if (!isSound) db.run('INSERT OR IGNORE INTO sync_unread VALUES (?, ?)', type, id)
      else if (isAny) db.run('DELETE FROM sync_unread WHERE type = ? AND serverId = ?', type, id)
      return !isSound
    },
  }
}
