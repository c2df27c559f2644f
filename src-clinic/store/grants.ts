import type { Connection } from './database.ts'

/** One thing the sign-in service remembers: a session, a code, a refresh token, a used assertion. Times in s since 1970. */
interface GrantItem {
  readonly model: string
  readonly id: string
  readonly grant_id: string | null
  readonly uid: string | null
  readonly payload: string
  readonly expires: number
}

type Kept = GrantItem & { readonly consumed: number | null }

/** Sessions, codes and tokens of the sign-in service, dropped when they expire. */
export const openGrants = (database: Connection) => {
  const put = database.prepare<GrantItem>(
    `INSERT INTO grant_item (model, id, grant_id, uid, payload, expires) VALUES (@model, @id, @grant_id, @uid, @payload, @expires)
     ON CONFLICT (model, id) DO UPDATE SET grant_id = excluded.grant_id, uid = excluded.uid, payload = excluded.payload,
       expires = excluded.expires`,
  )
  const find = database.prepare<[string, string, number], Kept>(
    'SELECT * FROM grant_item WHERE model = ? AND id = ? AND expires > ?',
  )
  const findByUid = database.prepare<[string, string, number], Kept>(
    'SELECT * FROM grant_item WHERE model = ? AND uid = ? AND expires > ?',
  )
  const consume = database.prepare<[number, string, string]>(
    'UPDATE grant_item SET consumed = ? WHERE model = ? AND id = ?',
  )
  const remove = database.prepare<[string, string]>('DELETE FROM grant_item WHERE model = ? AND id = ?')
  const revoke = database.prepare<[string]>('DELETE FROM grant_item WHERE grant_id = ?')
  const sweep = database.prepare<[number]>('DELETE FROM grant_item WHERE expires <= ?')
  return {
    put: (item: GrantItem): void => void put.run(item),
    find: (model: string, id: string, now: number): Kept | undefined => find.get(model, id, now),
    findByUid: (model: string, uid: string, now: number): Kept | undefined => findByUid.get(model, uid, now),
    consume: (model: string, id: string, now: number): void => void consume.run(now, model, id),
    remove: (model: string, id: string): void => void remove.run(model, id),
    revoke: (grantId: string): void => void revoke.run(grantId),
    sweep: (now: number): void => void sweep.run(now),
  }
}
export type Grants = ReturnType<typeof openGrants>
