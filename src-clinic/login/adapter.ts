import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Grants } from '../store/index.ts'

/** What never expires by itself is forgotten after this many seconds. */
const longestLife = 400 * 86_400

/** The sign-in service's memory in the clinic's database: one adapter per kind of thing. The clock is in ms. */
export const openAdapter = (grants: Grants, clock: () => number) => {
  const now = () => Math.floor(clock() / 1000)
  const payloadOf = (item: { payload: string; consumed: number | null } | undefined): AdapterPayload | undefined =>
    item === undefined
      ? undefined
      : { ...(JSON.parse(item.payload) as AdapterPayload), ...(item.consumed !== null && { consumed: item.consumed }) }

  return (model: string): Adapter => ({
    upsert: async (id, payload, expiresIn = 0) => {
      grants.put({
        model,
        id,
        grant_id: payload.grantId ?? null,
        uid: payload.uid ?? null,
        payload: JSON.stringify(payload),
        expires: now() + (expiresIn > 0 ? expiresIn : longestLife),
      })
    },
    find: async id => payloadOf(grants.find(model, id, now())),
    findByUid: async uid => payloadOf(grants.findByUid(model, uid, now())),
    // Device codes are not offered.
    findByUserCode: async () => undefined,
    consume: async id => grants.consume(model, id, now()),
    destroy: async id => grants.remove(model, id),
    revokeByGrantId: async grantId => grants.revoke(grantId),
  })
}
