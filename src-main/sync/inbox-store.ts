import { type Bundle, isRecordType, type Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { type Held, type Met, openLoose, openNames, openUnread } from './names-store.ts'
import { foreignId, type Item, isOlder, itemsOf, keyOf, localised, ownRemainder } from './page.ts'
import type { Place } from './references.ts'
import { type Cursor, goneVersion, type Indexing, type Page } from './rows.ts'

/** What the clinic sent, written in one transaction with the cursor that says so. */
export const openInboxSql = (db: Db, indexing: Indexing) => {
  const names = openNames(db)
  const loose = openLoose(db)
  const unread = openUnread(db)
  const taking = openTaking(db, indexing)
  const takeIn = ({ place, body, held, localId, origin }: Coming): void => {
    const id = localId(place) ?? place.id
    const naming = (target: Place): string | undefined => {
      const local = localId(target)
      if (local === undefined && isRecordType(target.type)) loose.note(target, { type: place.type, id })
      return local
    }
    taking.take(place, localised(body, { id, localId: naming, origin }), held)
  }
  return {
    /** Takes a page in: new and newer resources, deletions, and where to go on. Nothing with an unsent change is overwritten. */
    applyPage(page: Page): void {
      const items = itemsOf(JSON.parse(page.text) as Bundle, page.origin)
      const met = names.meet(items)
      const localId = namer(items, met, names.known)
      const isNew = (item: Item): boolean => item.body !== undefined && met.get(item)?.held === undefined
      const isAnyUnread = unread.count() > 0
      for (const item of items) {
        const { place, body } = item
        const held = met.get(item)?.held
        if (!body) taking.drop(item, held)
        else if (!unread.refuses(place, body, isAnyUnread) && !isKnown(held, body))
          takeIn({ place, body, held, localId, origin: page.origin })
      }
      if (loose.any()) for (const { place } of items.filter(isNew)) loose.settle(place, localId(place))
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

interface Coming {
  readonly place: Place
  readonly body: Resource
  readonly held: Held | undefined
  readonly localId: (place: Place) => string | undefined
  readonly origin: string
}

/** Gives every place our name for it: known, or made for the new ones of this page before the first is written. */
function namer(
  items: readonly Item[],
  met: ReadonlyMap<Item, Met>,
  known: (place: Place) => string | undefined,
): (place: Place) => string | undefined {
  const ids = new Map<string, string | undefined>()
  const taken = new Set<string>()
  for (const item of items) {
    const { held, free } = met.get(item) ?? {}
    const id = held?.id ?? (free !== undefined && !taken.has(free) ? free : foreignId(item.place))
    taken.add(id)
    ids.set(keyOf(item.place), id)
  }
  return place => {
    const key = keyOf(place)
    if (!ids.has(key)) ids.set(key, known(place))
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
      if (held?.pending) return putBeside(place, held.id, { body: JSON.stringify(body), version })
      write(place, body, held)
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
function isKnown(held: Held | undefined, { meta }: Resource): boolean {
  if (!held) return false
  const version = meta?.versionId
  const isSame = version !== undefined && (held.serverVersion === version || held.theirsVersion === version)
  return (isSame && !held.deleted) || isOlder(meta?.lastUpdated, held.baseAt)
}

const upsert = `INSERT INTO record (type, id, body, base, patientId, caseId, sortAt, updatedAt, serverId, serverVersion)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (type, id) DO UPDATE SET body = excluded.body, base = excluded.base, patientId = excluded.patientId,
    caseId = excluded.caseId, sortAt = excluded.sortAt, updatedAt = excluded.updatedAt, serverId = excluded.serverId,
    serverVersion = excluded.serverVersion, theirs = NULL, theirsVersion = NULL, deleted = 0`

const openWriting =
  (db: Db, search: ReturnType<Indexing>) =>
  (place: Place, theirs: Resource, held: Held | undefined): void => {
    const at = theirs.meta?.lastUpdated ?? ''
    const { body, patientId = null, caseId = null, sortAt = null } = search.put(theirs, at, !held)
    const kept = held && ownRemainder(held, theirs)
    const [own, base] = kept ? [JSON.stringify(kept), body] : [body, '']
    db.run(
      upsert,
      place.type,
      theirs.id,
      own,
      base,
      patientId,
      caseId,
      sortAt,
      at,
      place.id,
      theirs.meta?.versionId ?? null,
    )
  }
