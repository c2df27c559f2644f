import { FhirRecord, lidOf, type Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { type Item, keyOf } from './page.ts'
import { type Place, renamed } from './references.ts'
import { checkOf } from './sound.ts'

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

const heldColumns = `r.id, r.body, r.agreed AS base, r.serverId, r.serverVersion, r.theirsVersion, r.deleted,
  r.agreed ->> '$.meta.lastUpdated' AS baseAt,
  EXISTS (SELECT 1 FROM outbox o WHERE o.type = r.type AND o.id = r.id) AS pending`
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What is known of an item of a page before it is taken in. */
export interface Met {
  /** The record it is. */
  readonly held?: Held | undefined
  /** Where it is none yet: the name its maker gave it, if that names no other record. */
  readonly free?: string | undefined
}

/** Which record here a place at the clinic is. */
export const openNames = (db: Db) => {
  const rows = openHeldRows(db)
  return {
    known: ({ type, id }: Place): string | undefined =>
      db.get<{ id: string }>('SELECT id FROM record WHERE type = ? AND serverId = ?', type, id)?.id,
    /** All items of a page at once, each asked for by the clinic's name and then by its maker's. */
    meet(items: readonly Item[]): Map<Item, Met> {
      const there = rows.byServer(items.map(item => item.place))
      const lids = new Map(items.flatMap(item => lidPlace(item, there)))
      const own = rows.byId([...lids.values()])
      const claimed = new Set<string>()
      return new Map(items.map(item => [item, meeting(item)]))

      function meeting(item: Item): Met {
        const { place } = item
        const found = there.get(keyOf(place))
        if (found) return claimed.has(keyOf({ type: place.type, id: found.id })) ? {} : { held: found }
        const lid = lids.get(item)
        if (!lid) return {}
        const key = keyOf(lid)
        const mine = own.get(key)
        if (!mine) return uuid.test(lid.id) ? { free: lid.id } : {}
        if ((mine.serverId !== null || claimed.has(key)) && !mine.deleted) return {}
        // Our own record, stored there without our having heard so, or stored anew after it was deleted.
        claimed.add(key)
        db.run('UPDATE record SET serverId = ? WHERE type = ? AND id = ?', place.id, place.type, mine.id)
        return { held: mine }
      }
    },
  }
}

const lidPlace = (item: Item, there: ReadonlyMap<string, Held>): [Item, Place][] => {
  const { place, body } = item
  const id = body && !there.has(keyOf(place)) ? lidOf(body) : undefined
  return id === undefined ? [] : [[item, { type: place.type, id }]]
}

/** Records by many names at once, by "Type/name"; one statement for each type, because a statement for each name takes longer. */
const openHeldRows = (db: Db) => {
  const by = (column: 'id' | 'serverId') => {
    const sql = `SELECT n.value AS name, ${heldColumns} FROM json_each(?) n
      CROSS JOIN record r ON r.type = ? AND r.${column} = n.value`
    return (places: readonly Place[]): Map<string, Held> => {
      const found = new Map<string, Held>()
      for (const [type, ofType] of Map.groupBy(places, place => place.type)) {
        const names = JSON.stringify(ofType.map(place => place.id))
        for (const row of db.all<Held & { name: string }>(sql, names, type))
          found.set(keyOf({ type, id: row.name }), row)
      }
      return found
    }
  }
  return { byId: by('id'), byServer: by('serverId') }
}

/** References that came before what they name, kept until it comes. */
export const openLoose = (db: Db) => ({
  note: (target: Place, from: Place): void =>
    db.run('INSERT OR IGNORE INTO sync_loose VALUES (?, ?, ?, ?)', target.type, target.id, from.type, from.id),
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
      !text ? text : JSON.stringify(renamed(JSON.parse(text) as Resource, rename))
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

const isRecord = checkOf(FhirRecord)

/** Bodies that are no sound records are left at the clinic, and counted: rooms may trust what they read. */
export const openUnread = (db: Db) => {
  const count = (): number => db.get<{ n: number }>('SELECT count(*) AS n FROM sync_unread')?.n ?? 0
  return {
    count,
    /** True where this body cannot be read. */
    refuses({ type, id }: Place, body: Resource, isAny: boolean): boolean {
      const isSound = isRecord(body)
      if (!isSound) db.run('INSERT OR IGNORE INTO sync_unread VALUES (?, ?)', type, id)
      else if (isAny) db.run('DELETE FROM sync_unread WHERE type = ? AND serverId = ?', type, id)
      return !isSound
    },
  }
}
