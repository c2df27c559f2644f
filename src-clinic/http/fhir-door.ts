import { refuse } from '../fhir/outcomes.ts'
import { ClinicRepository } from '../fhir/repository.ts'
import type { Answer } from './answer.ts'
import type { FhirAsk, FhirHouse } from './ask.ts'
import { answerBundle } from './bundle-door.ts'
import { authorOf, mustPermit, mustPermitReach } from './caller.ts'
import { answerHistory, answerRead, answerSearch, answerVersion } from './read-door.ts'
import { answerValidate, answerWrite } from './write-door.ts'

/** Answers a FHIR request; throws Refusal or OperationOutcomeError to say no. */
export const answerFhir = async (house: FhirHouse, ask: FhirAsk): Promise<Answer> => {
  const { interaction } = ask
  mustPermit(ask.holder, interaction, ask.method)
  const repository = new ClinicRepository(house.needs, authorOf(ask.holder))
  switch (interaction.name) {
    case 'read':
      return answerRead(repository, ask, interaction)
    case 'vread':
      return answerVersion(repository, ask, interaction)
    case 'search':
      mustPermitReach(
        ask.holder,
        ask.params.map(({ name }) => name),
      )
      return answerSearch(repository, ask, { type: interaction.type, base: house.needs.base })
    case 'history-instance':
    case 'history-type':
    case 'history-system':
      return answerHistory(repository, ask, { ...interaction, base: house.needs.base })
    case 'bundle':
      return answerBundle(house, repository, ask)
    case 'validate':
      return answerValidate(house.needs.lists, ask)
    case 'create':
    case 'update':
    case 'patch':
    case 'delete':
    case 'conditional':
      return answerWrite(house.router, repository, ask)
    case 'search-system':
    case 'capabilities':
    case 'smart-configuration':
      throw refuse(404, 'This clinic does not search across all types at once.')
  }
}
