import { z } from 'zod'
import { type Basic, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, conceptOf, personOf, structure } from '../records/index.ts'
import type { HeldEdition } from './store.ts'

const bodyUrl = `${structure}/clinic-policy`

/** An edition, whole: kept as one extension of its Basic. Version 1. */
const EditionBody = z.object({
  version: z.literal(1),
  edition: z.int().min(1),
  from: z.iso.date(),
  at: z.iso.datetime(),
  owner: z.string(),
  by: z.string(),
  decisions: z.array(
    z.object({ row: z.string(), open: z.boolean(), values: z.record(z.string(), z.string().max(660)) }),
  ),
})
export type EditionBody = z.output<typeof EditionBody>

export interface HeldPolicy extends EditionBody {
  readonly editionId: string
  readonly unsynced: boolean
}

/** An edition as Basic (R4). */
export const basicOf = (editionId: string, body: EditionBody, by: Caller): Basic =>
  withLid(
    {
      resourceType: 'Basic',
      id: editionId,
      code: conceptOf(`${codeSystem}/basic`, 'clinic-policy', 'Clinic policy'),
      created: body.at.slice(0, 10),
      author: personOf(by),
      extension: [{ url: bodyUrl, valueString: JSON.stringify(body) }],
    },
    editionId,
  )

/** An edition read back, checked like anything from outside; undefined where this Cutis cannot read it. */
export function editionIn({ body: json, unsynced }: HeldEdition): HeldPolicy | undefined {
  const { id, extension = [] } = JSON.parse(json) as Basic & { extension?: { url?: string; valueString?: string }[] }
  const told = extension.find(({ url }) => url === bodyUrl)?.valueString
  try {
    const body = EditionBody.safeParse(JSON.parse(String(told))).data
    return id !== undefined && body ? { editionId: id, unsynced: unsynced === 1, ...body } : undefined
  } catch {
    return undefined
  }
}
