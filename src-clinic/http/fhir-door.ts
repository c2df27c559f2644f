import { refuse } from '../fhir/outcomes.ts'
import { ClinicRepository } from '../fhir/repository.ts'
import type { Answer } from './answer.ts'
import type { FhirAsk, FhirHouse } from './ask.ts'
import { answerBundle } from './bundle-door.ts'
import { authorOf, mustPermit, mustPermitReach } from './caller.ts'
import { answerExpand } from './expand-door.ts'
import type { Interaction } from './interaction.ts'
import { answerHistory, answerRead, answerSearch, answerVersion } from './read-door.ts'
import { answerValidate, answerWrite } from './write-door.ts'

interface Room {
  readonly house: FhirHouse
  readonly repository: ClinicRepository
}

type Name = Interaction['name']
type Of<N extends Name> = Extract<Interaction, { name: N }>
type Handler<I extends Interaction> = (room: Room, ask: FhirAsk, interaction: I) => Answer | Promise<Answer>

const write: Handler<Of<'create' | 'update' | 'patch' | 'delete' | 'conditional'>> = ({ house, repository }, ask) =>
  answerWrite(house, repository, ask)

const history: Handler<Of<'history-instance' | 'history-type' | 'history-system'>> = ({ house, repository }, ask, at) =>
  answerHistory(repository, ask, { ...at, base: house.needs.base })

const nothing: Handler<Of<'search-system' | 'capabilities' | 'smart-configuration'>> = () => {
  throw refuse(404, 'This clinic does not search across all types at once.')
}

const handlers: { readonly [N in Name]: Handler<Of<N>> } = {
  read: ({ repository }, ask, at) => answerRead(repository, ask, at),
  vread: ({ repository }, ask, at) => answerVersion(repository, ask, at),
  search: ({ house, repository }, ask, { type }) => {
    mustPermitReach(
      ask.holder,
      ask.params.map(({ name }) => name),
    )
    return answerSearch(repository, ask, { type, base: house.needs.base })
  },
  bundle: ({ house, repository }, ask) => answerBundle(house, repository, ask),
  expand: (_room, ask) => answerExpand(ask, new Date()),
  validate: ({ house }, ask) => answerValidate(house.needs.lists, ask),
  create: write,
  update: write,
  patch: write,
  delete: write,
  conditional: write,
  'history-instance': history,
  'history-type': history,
  'history-system': history,
  'search-system': nothing,
  capabilities: nothing,
  'smart-configuration': nothing,
}

/** Answers a FHIR request; throws Refusal or OperationOutcomeError to say no. */
export const answerFhir = async (house: FhirHouse, ask: FhirAsk): Promise<Answer> => {
  mustPermit(ask.holder, ask.interaction, ask.method)
  const repository = new ClinicRepository(house.needs, authorOf(ask.holder))
  const handler = handlers[ask.interaction.name] as Handler<Interaction>
  return handler({ house, repository }, ask, ask.interaction)
}
