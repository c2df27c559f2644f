import { lidOf, parseKeepingDigits, type Resource, withLid } from '../../src-shared/fhir/index.ts'
import { renamed } from './references.ts'
import type { SendRow } from './rows.ts'

/**
 * The body of a row as the clinic is to get it: its own ids in every reference, our id as an identifier, no meta of another server,
 * and every digit of a measured value.
 */
export function outgoingOf(row: SendRow, serverId?: string): Resource {
  const local = parseKeepingDigits(row.sent) as Resource
  const named = renamed(local, ({ type, id }) => row.ids[`${type}/${id}`])
  const { id: _id, meta, ...rest } = lidOf(named) === row.id ? named : withLid(named, row.id)
  const { versionId: _version, lastUpdated: _updated, ...kept } = meta ?? {}
  return {
    ...rest,
    ...(serverId !== undefined && { id: serverId }),
    ...(Object.keys(kept).length > 0 && { meta: kept }),
  } as Resource
}

/** A body of the clinic in local terms. `localIds` maps "Type/serverId" to our ids; what it lacks stays as the clinic has it. */
export function incomingOf(body: Resource, naming: Naming): Resource {
  return { ...renamed(body, ({ type, id }) => naming.localIds[`${type}/${id}`] ?? id, naming.base), id: naming.id }
}

export interface Naming {
  readonly id: string
  readonly localIds: Readonly<Record<string, string>>
  /** The clinic's FHIR address. */
  readonly base: string
}

/** The map of a row's references turned round: "Type/serverId" to our id. */
export const reversed = (ids: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ids).map(([local, serverId]) => {
      const [type = '', id = ''] = local.split('/')
      return [`${type}/${serverId}`, id]
    }),
  )
