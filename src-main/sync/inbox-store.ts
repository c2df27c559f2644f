import { createHash } from 'node:crypto'
import { type Bundle, FhirRecord, isRecordType, lidOf, type Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { chosen, mergeOf } from './merge.ts'
import { type Place, placeOf, placesIn, renamed } from './references.ts'
import { type Cursor, goneVersion, type Indexing, type Page } from './rows.ts'
import { sameResource } from './same.ts'

interface Held {
  readonly id: string
  readonly body: string
  readonly base: string | null
  readonly serverId: string | null
  readonly serverVersion: string | null
  readonly deleted: 0 | 1
  readonly baseAt: string | null
  readonly pending: 0 | 1
}

/** One resource's newest state on a page; without a body it was deleted. */
interface Item {
  readonly place: Place
  readonly body?: Resource
  readonly at?: string | undefined
}

const heldColumns = `id, body, base, serverId, serverVersion, deleted, base ->> '$.meta.lastUpdated' AS baseAt,
  EXISTS (SELECT 1 FROM outbox o WHERE o.type = record.type AND o.id = record.id) AS pending`
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Our name for a record another program made: always the same for the same place at the clinic (RFC 9562 version 8). */
export function foreignId({ type, id }: Place): string {
  const hex = createHash('sha256').update(`${type}/${id}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What the clinic sent, written in one transaction with the cursor that says so. */
export const openInboxSql = (db: Db, indexing: Indexing) => {
  const search = indexing(db)
  const names = namesOf(db)
  const unread = unreadOf(db)
  const write = (place: Place, id: string, body: Resource): void => {
    const at = body.meta?.lastUpdated ?? ''
    const text = JSON.stringify(body)
    const { patientId = null, caseId = null, sortAt = null } = search.put(body, at)
    db.run(
      `INSERT INTO record (type, id, body, base, patientId, caseId, sortAt, updatedAt, serverId, serverVersion)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (type, id) DO UPDATE SET body = excluded.body, base = excluded.base, patientId = excluded.patientId,
         caseId = excluded.caseId, sortAt = excluded.sortAt, updatedAt = excluded.updatedAt, serverId = excluded.serverId,
         serverVersion = excluded.serverVersion, theirs = NULL, theirsVersion = NULL, deleted = 0`,
      place.type,
      id,
      text,
      text,
      patientId,
      caseId,
      sortAt,
      at,
      place.id,
      body.meta?.versionId ?? null,
    )
  }
  const take = (item: Item & { body: Resource }, id: string, held: Held | undefined): void => {
    const { place, body } = item
    const version = body.meta?.versionId ?? null
    if (held && (isKnown(held, version) || isOlder(body.meta?.lastUpdated, held.baseAt))) return
    if (held?.pending) {
      const text = JSON.stringify(body)
      db.run('UPDATE record SET theirs = ?, theirsVersion = ? WHERE type = ? AND id = ?', text, version, place.type, id)
      // A choice that was waiting for a person may look different now.
      db.run(`UPDATE outbox SET state = 'pending' WHERE type = ? AND id = ? AND state = 'conflict'`, place.type, id)
      return
    }
    write(place, id, body)
    const kept = held && ownRemainder(held, body)
    if (kept) db.run('UPDATE record SET body = ? WHERE type = ? AND id = ?', JSON.stringify(kept), place.type, id)
  }
  const drop = ({ place, at }: Item, held: Held): void => {
    if (held.deleted || isOlder(at, held.baseAt)) return
    if (held.pending) {
      db.run(
        'UPDATE record SET theirs = NULL, theirsVersion = ? WHERE type = ? AND id = ?',
        goneVersion,
        place.type,
        held.id,
      )
      return
    }
    // What is left of the base says when it went, so that an older page cannot bring it back.
    const base = JSON.stringify({ resourceType: place.type, meta: { lastUpdated: at } })
    db.run('UPDATE record SET deleted = 1, base = ? WHERE type = ? AND id = ?', base, place.type, held.id)
    search.drop(place.type, held.id)
  }
  return {
    /** Takes a page in: new and newer resources, deletions, and where to go on. Nothing with an unsent change is overwritten. */
    applyPage(page: Page): void {
      const items = itemsOf(JSON.parse(page.text) as Bundle, page.origin)
      const found = new Map(items.map(item => [item, names.find(item.place, item.body)] as const))
      const ids = new Map(items.map(item => [keyOf(item.place), found.get(item)?.id ?? names.fresh(item)] as const))
      const localId = (place: Place): string | undefined => {
        const key = keyOf(place)
        if (!ids.has(key)) ids.set(key, names.known(place) ?? '')
        return ids.get(key) || undefined
      }
      for (const item of items) {
        const held = found.get(item)
        const id = localId(item.place) ?? ''
        if (item.body && unread.has(item.place, item.body)) continue
        if (item.body) take({ ...item, body: localised(item.body, { id, localId, origin: page.origin }) }, id, held)
        else if (held) drop(item, held)
      }
      names.settleLoose(items, localId, found)
      db.run(
        `INSERT INTO sync_cursor (scope, upTo, next) VALUES (?, ?, ?)
         ON CONFLICT (scope) DO UPDATE SET next = excluded.next,
           upTo = nullif(max(coalesce(upTo, ''), coalesce(excluded.upTo, '')), '')`,
        page.scope,
        page.upTo ?? null,
        page.next ?? null,
      )
    },
    cursor: (scope: string): Cursor | undefined =>
      db.get<Cursor>('SELECT upTo, next FROM sync_cursor WHERE scope = ?', scope),
    /** How many records of the clinic could not be read. */
    unreadCount: (): number => db.get<{ n: number }>('SELECT count(*) AS n FROM sync_unread')?.n ?? 0,
    /** Our own ids of places at the clinic, by "Type/serverId"; unknown ones are left out. */
    localIds: (places: readonly Place[]): Record<string, string> =>
      Object.fromEntries(
        places.flatMap(place => {
          const id = names.known(place)
          return id === undefined ? [] : [[keyOf(place), id]]
        }),
      ),
  }
}

const keyOf = ({ type, id }: Place): string => `${type}/${id}`
const isKnown = (held: Held, version: string | null): boolean =>
  held.serverVersion === version && version !== null && !held.deleted
const isOlder = (at: string | null | undefined, baseAt: string | null): boolean =>
  at != null && baseAt !== null && Date.parse(at) < Date.parse(baseAt)

/** Newest state of every kept resource, oldest first. */
function itemsOf(bundle: Bundle, origin: string): Item[] {
  const newest = new Map<string, Item>()
  for (const entry of bundle.entry ?? []) {
    if (entry.search?.mode === 'outcome') continue
    const { resource } = entry
    const named = resource?.id ? { type: resource.resourceType, id: resource.id } : undefined
    const place = named ?? placeOf(entry.request?.url ?? '') ?? placeOf(entry.fullUrl ?? '', origin)
    if (!place || !isRecordType(place.type)) continue
    const key = keyOf(place)
    newest.delete(key)
    const deleted = entry.request?.method === 'DELETE'
    newest.set(key, resource && !deleted ? { place, body: resource } : { place, at: entry.response?.lastModified })
  }
  return [...newest.values()]
}

interface Naming {
  readonly id: string
  readonly localId: (place: Place) => string | undefined
  readonly origin: string
}

const localised = (body: Resource, { id, localId, origin }: Naming): Resource => ({
  ...renamed(body, place => localId(place) ?? place.id, origin),
  id,
})

/** What the clinic does not store of our record (it drops elements it does not know) stays here. */
function ownRemainder({ body, base }: Held, theirs: Resource): Resource | undefined {
  if (base === null || body === base) return undefined
  const three = { base: JSON.parse(base) as Resource, mine: JSON.parse(body) as Resource, theirs }
  if (sameResource(three.mine, three.base)) return undefined
  const merge = mergeOf(three)
  if (merge.kind === 'merged') return merge.body
  return merge.kind === 'same'
    ? undefined
    : chosen(three, Object.fromEntries(merge.fields.map(field => [field, 'theirs'])))
}

/** Bodies that are no sound records are left at the clinic, and counted: rooms may trust what they read. */
const unreadOf = (db: Db) => {
  let any = db.get('SELECT 1 FROM sync_unread LIMIT 1') !== undefined
  return {
    has({ type, id }: Place, body: Resource): boolean {
      const isSound = FhirRecord.safeParse(body).success
      if (!isSound) db.run('INSERT OR IGNORE INTO sync_unread VALUES (?, ?)', type, id)
      else if (any) db.run('DELETE FROM sync_unread WHERE type = ? AND serverId = ?', type, id)
      any ||= !isSound
      return !isSound
    },
  }
}

/** Which record here a place at the clinic is. */
const namesOf = (db: Db) => {
  const known = ({ type, id }: Place): string | undefined =>
    db.get<{ id: string }>('SELECT id FROM record WHERE type = ? AND serverId = ?', type, id)?.id
  const byServer = ({ type, id }: Place): Held | undefined =>
    db.get<Held>(`SELECT ${heldColumns} FROM record WHERE type = ? AND serverId = ?`, type, id)
  const byId = (type: string, id: string): Held | undefined =>
    db.get<Held>(`SELECT ${heldColumns} FROM record WHERE type = ? AND id = ?`, type, id)
  const find = (place: Place, body: Resource | undefined): Held | undefined => {
    const held = byServer(place)
    const lid = held || !body ? undefined : lidOf(body)
    const own = lid === undefined ? undefined : byId(place.type, lid)
    if (!own || (own.serverId !== null && !own.deleted)) return held
    // Our own record, stored there without our having heard so, or stored anew after it was deleted.
    db.run('UPDATE record SET serverId = ? WHERE type = ? AND id = ?', place.id, place.type, own.id)
    return own
  }
  return {
    known,
    find,
    fresh: ({ place, body }: Item): string => {
      const lid = body && lidOf(body)
      return lid && uuid.test(lid) && !byId(place.type, lid) ? lid : foreignId(place)
    },
    /** References that came before what they name are put right once it is here. */
    settleLoose: (
      items: readonly Item[],
      localId: (place: Place) => string | undefined,
      before: ReadonlyMap<Item, Held | undefined>,
    ): void => {
      for (const { place, body } of items) {
        const id = body && localId(place)
        if (!id) continue
        for (const target of placesIn(body)) {
          if (!isRecordType(target.type) || localId(target) !== undefined) continue
          db.run('INSERT OR IGNORE INTO sync_loose VALUES (?, ?, ?, ?)', target.type, target.id, place.type, id)
        }
      }
      if (db.get('SELECT 1 FROM sync_loose LIMIT 1') === undefined) return
      for (const item of items) {
        if (item.body && !before.get(item)) putRight(db, item.place, localId(item.place) ?? '')
      }
    },
  }
}

function putRight(db: Db, target: Place, localId: string): void {
  const loose = db.all<Place>(
    'SELECT type, id FROM sync_loose WHERE targetType = ? AND targetId = ?',
    target.type,
    target.id,
  )
  for (const { type, id } of loose) {
    const row = db.get<{ body: string; base: string | null }>(
      'SELECT body, base FROM record WHERE type = ? AND id = ?',
      type,
      id,
    )
    if (!row) continue
    const right = (text: string | null) =>
      text === null
        ? null
        : JSON.stringify(
            renamed(JSON.parse(text) as Resource, place => (keyOf(place) === keyOf(target) ? localId : undefined)),
          )
    db.run('UPDATE record SET body = ?, base = ? WHERE type = ? AND id = ?', right(row.body), right(row.base), type, id)
  }
  db.run('DELETE FROM sync_loose WHERE targetType = ? AND targetId = ?', target.type, target.id)
}
