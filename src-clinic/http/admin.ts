import { z } from 'zod'
import { refuse } from '../fhir/outcomes.ts'
import type { People } from '../login/people.ts'
import { isSystemWide } from '../login/scopes.ts'
import type { Holder } from '../login/token.ts'
import type { AccessLog } from '../store/index.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { parseJson } from './body.ts'

const NewPerson = z.strictObject({
  login: z.string().regex(/^[a-z0-9._@-]{2,64}$/),
  name: z.string().min(1).max(200),
  password: z.string().min(12).max(256),
  fhirUser: z
    .string()
    .regex(/^(Practitioner|Patient|RelatedPerson)\/[A-Za-z0-9\-.]{1,64}$/)
    .optional(),
})

interface AdminAsk {
  readonly method: string
  /** Below /admin/ */
  readonly path: string
  readonly after: number
  readonly body: Buffer
  readonly holder: Holder
}

/** Accounts and the access log, for a system's token with system/*.cruds only. */
export const answerAdmin = async (house: { people: People; accessLog: AccessLog }, ask: AdminAsk): Promise<Answer> => {
  if (ask.holder.account !== '' || !isSystemWide(ask.holder.scope)) {
    throw refuse(403, 'Administration needs the scope system/*.cruds.')
  }
  const [what, id] = ask.path.split('/')
  const route = `${ask.method} ${what}${id === undefined ? '' : '/id'}`
  if (route === 'GET accounts') return jsonAnswer(200, { accounts: house.people.all() })
  if (route === 'POST accounts') return addAccount(house.people, ask.body)
  if (route === 'DELETE accounts/id' && id !== undefined) {
    if (!house.people.disable(id)) throw refuse(404, 'There is no such account.')
    return { status: 204, headers: {} }
  }
  if (route === 'GET access-log') return jsonAnswer(200, { rows: house.accessLog.page(ask.after, 1000) })
  throw refuse(404, 'There is nothing here.')
}

const addAccount = async (people: People, body: Buffer): Promise<Answer> => {
  const person = NewPerson.safeParse(parseJson(body))
  if (!person.success)
    throw refuse(400, person.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  const added = await people.add(person.data)
  if (added === undefined) throw refuse(409, 'This user name is taken.')
  return jsonAnswer(201, added)
}
