import { z } from 'zod'
import { refuse } from '../fhir/outcomes.ts'
import { type Answer, jsonAnswer } from '../http/answer.ts'
import { parseJson } from '../http/body.ts'
import { permitOf, permits } from '../login/scopes.ts'
import type { Holder } from '../login/token.ts'
import { findPatient } from './desk.ts'
import type { Portal } from './index.ts'

const Named = { lid: z.uuid() }
const Invitation = z.strictObject({
  ...Named,
  secret: z.string().min(4).max(40),
  factor: z.enum(['birth-date', 'code']),
  minutes: z
    .int()
    .min(5)
    .max(60 * 24 * 31),
})
const Revocation = z.strictObject(Named)

interface Asked {
  readonly method: string
  /** Below `/portals`. */
  readonly path: string
  readonly body: Buffer
  readonly holder: Holder
}

const checked = <Shape extends z.ZodType>(shape: Shape, body: Buffer): z.output<Shape> => {
  const parsed = shape.safeParse(parseJson(body))
  if (!parsed.success) throw refuse(400, 'The body does not fit.')
  return parsed.data
}

const mustFind = async (portal: Portal, named: { lid: string }): Promise<string> => {
  const patientId = await findPatient(portal.records, named)
  if (patientId === undefined) throw refuse(404, 'This patient is not here.')
  return patientId
}

/** The workstation's side of the portal, `/portals/…`: makes links and takes them back. */
export const answerPortals = async (portal: Portal, { method, path, body, holder }: Asked): Promise<Answer> => {
  if (!permits(permitOf(holder.scope), 'Patient', ['c', 'u'])) {
    throw refuse(403, "The token's scope does not allow the portal.")
  }
  const at = `${method} ${path}`
  if (at === 'POST /links') {
    const { lid, ...asked } = checked(Invitation, body)
    const patientId = await mustFind(portal, { lid })
    return jsonAnswer(201, portal.passes.invite({ ...asked, patientId }))
  }
  if (at === 'POST /revocations') {
    portal.passes.revoke(await mustFind(portal, checked(Revocation, body)))
    return { status: 204, headers: {} }
  }
  throw refuse(404, 'There is nothing here.')
}
