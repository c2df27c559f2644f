import type { IncomingMessage } from 'node:http'
import type { Clinic } from '../clinic.ts'
import { refuse } from '../fhir/outcomes.ts'
import { permitOf, permits } from '../login/scopes.ts'
import type { Holder } from '../login/token.ts'
import { type Interaction, lettersOf } from './interaction.ts'

/** Refuses (403) what the holder's scopes do not allow. */
export const mustPermit = (holder: Holder, interaction: Interaction, method: string): void => {
  const type = 'type' in interaction ? interaction.type : '*'
  const letters = lettersOf(interaction, method)
  if (!permits(permitOf(holder.scope), type, letters)) {
    throw refuse(403, `The token's scope does not allow ${interaction.name} of ${type === '*' ? 'all types' : type}.`)
  }
}

/** Refuses (403) a search that reaches into other types unless the holder may read them all. */
export const mustPermitReach = (holder: Holder, names: readonly string[]): void => {
  const reaches = names.some(name => /^_(rev)?include|^_has:|\./.test(name))
  if (reaches && !permits(permitOf(holder.scope), '*', ['r', 's'])) {
    throw refuse(403, "The token's scope does not allow searches across types.")
  }
}

/** Under whose name a version is kept. */
export const authorOf = (holder: Holder): string =>
  holder.account === '' ? `client:${holder.client}` : `account:${holder.account}`

/** The token's holder, or a 401 that says which realm. */
export const mustHold = (clinic: Clinic, request: IncomingMessage): Holder => {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const holder = token === undefined ? undefined : clinic.holderOf(token)
  if (holder !== undefined) return holder
  const problem = token === undefined ? '' : ', error="invalid_token"'
  throw refuse(401, 'A valid access token of this clinic is needed.', {
    'www-authenticate': `Bearer realm="cutis"${problem}`,
  })
}
