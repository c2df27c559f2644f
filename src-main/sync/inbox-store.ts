import type { Bundle, Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { type Held, openLoose, openNames, openUnread } from './names-store.ts'
import { type Item, isOlder, itemsOf, keyOf, localised, ownRemainder } from './page.ts'
import type { Place } from './references.ts'
import { type Cursor, goneVersion, type Indexing, type Page } from './rows.ts'

/** What the clinic sent, written in one transaction with the cursor that says so. */
export const openInboxSql = (db: Db, indexing: Indexing) => {
  const names = openNames(db)
  const loose = openLoose(db)
  const unread = openUnread(db)
  const taking = openTaking(db, indexing)
  return {
    /** Takes a page in: new and newer resources, deletions, and where to go on. Nothing with an unsent change is overwritten. */
    applyPage(page: Page): void {
      const items = itemsOf(JSON.parse(page.text) as Bundle, page.origin)
      const found = new Map(items.map(item => [item, names.find(item.place, item.body)] as const))
      const localId = namer(items, found, names)
      const isAnyUnread = unread.count() > 0
      for (const item of items) {
        const { place, body } = item
        const held = found.get(item)
        if (!body) taking.drop(item, held)
        else if (!unread.refuses(place, body, isAnyUnread)) {
          taking.take(place, localised(body, { id: localId(place), localId, origin: page.origin }), held)
          loose.note(item, localId)
        }
      }
      if (loose.any())
        for (const item of items) if (item.body && !found.get(item)) loose.settle(item.place, localId(item.place))
      moveOn(db, page)
    },
    cursor(scope: string): Cursor | undefined {
      const row = db.get<{ upTo: string | null; next: string | null }>(
        'SELECT upTo, next FROM sync_cursor WHERE scope = ?',
        scope,
      )
      return row && { upTo: row.upTo ?? undefined, next: row.next ?? undefined }
    },
    /** How many records of the clinic could not be read. */
    unreadCount: unread.count,
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

/** Gives every place our name for it: known, or made for the new ones of this page before the first is written. */
function namer(
  items: readonly Item[],
  found: ReadonlyMap<Item, Held | undefined>,
  names: ReturnType<typeof openNames>,
) {
  const ids = new Map<string, string | undefined>()
  const taken = new Set<string>()
  for (const item of items) {
    const id = found.get(item)?.id ?? names.fresh(item, taken)
    taken.add(id)
    ids.set(keyOf(item.place), id)
  }
  return (place: Place): string | undefined => {
    const key = keyOf(place)
    if (!ids.has(key)) ids.set(key, names.known(place))
    return ids.get(key)
  }
}

function moveOn(db: Db, { scope, upTo, next }: Page): void {
  db.run(
    `INSERT INTO sync_cursor (scope, upTo, next) VALUES (?, ?, ?)
     ON CONFLICT (scope) DO UPDATE SET next = excluded.next,
       upTo = nullif(max(coalesce(upTo, ''), coalesce(excluded.upTo, '')), '')`,
    scope,
    upTo ?? null,
    next ?? null,
  )
}

const openTaking = (db: Db, indexing: Indexing) => {
  const search = indexing(db)
  const write = openWriting(db, search)
  /** Kept beside ours until ours is sent; a choice that waited for a person may look different now. */
  const putBeside = (place: Place, id: string, theirs: { body: string | null; version: string | null }): void => {
    db.run(
      'UPDATE record SET theirs = ?, theirsVersion = ? WHERE type = ? AND id = ?',
      theirs.body,
      theirs.version,
      place.type,
      id,
    )
    db.run(`UPDATE outbox SET state = 'pending' WHERE type = ? AND id = ? AND state = 'conflict'`, place.type, id)
  }
  return {
    take(place: Place, body: Resource & { id?: string | undefined }, held: Held | undefined): void {
      const version = body.meta?.versionId ?? null
      if (held && isKnown(held, body)) return
      if (held?.pending) return putBeside(place, held.id, { body: JSON.stringify(body), version })
      write(place, body)
      const kept = held && ownRemainder(held, body)
      if (kept)
        db.run('UPDATE record SET body = ? WHERE type = ? AND id = ?', JSON.stringify(kept), place.type, held.id)
    },
    drop({ place, at }: Item, held: Held | undefined): void {
      if (!held || held.deleted || isOlder(at, held.baseAt) || held.theirsVersion === goneVersion) return
      if (held.pending) return putBeside(place, held.id, { body: null, version: goneVersion })
      // What is left of the base says when it went, so that an older page cannot bring it back.
      const base = JSON.stringify({ resourceType: place.type, meta: { lastUpdated: at } })
      db.run('UPDATE record SET deleted = 1, base = ? WHERE type = ? AND id = ?', base, place.type, held.id)
      search.drop(place.type, held.id)
    },
  }
}

/** This version, or one that came after it, is here already. */
function isKnown({ serverVersion, theirsVersion, deleted, baseAt }: Held, { meta }: Resource): boolean {
  const version = meta?.versionId
  const isSame = version !== undefined && (serverVersion === version || theirsVersion === version)
  return (isSame && !deleted) || isOlder(meta?.lastUpdated, baseAt)
}

const openWriting = (db: Db, search: ReturnType<Indexing>) => (place: Place, resource: Resource) => {
  const at = resource.meta?.lastUpdated ?? ''
  const { body, patientId = null, caseId = null, sortAt = null } = search.put(resource, at)
  db.run(
    `INSERT INTO record (type, id, body, base, patientId, caseId, sortAt, updatedAt, serverId, serverVersion)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (type, id) DO UPDATE SET body = excluded.body, base = excluded.base, patientId = excluded.patientId,
       caseId = excluded.caseId, sortAt = excluded.sortAt, updatedAt = excluded.updatedAt, serverId = excluded.serverId,
       serverVersion = excluded.serverVersion, theirs = NULL, theirsVersion = NULL, deleted = 0`,
    place.type,
    resource.id,
    body,
    body,
    patientId,
    caseId,
    sortAt,
    at,
    place.id,
    resource.meta?.versionId ?? null,
  )
}
