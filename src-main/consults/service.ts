import type { consults } from '../../src-shared/contract/consults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { answer, askRetake, claim, override, release } from './answering.ts'
import { acknowledge, begin, save, send, withdraw } from './asking.ts'
import type { ConsultRecord } from './body.ts'
import { type ConsultNeeds, type Desk, openDesk } from './desk.ts'
import { paperOf } from './paper.ts'
import { say } from './thread.ts'
import { viewOf } from './view.ts'
import { rowsOf, worklist } from './worklist.ts'

type Calls = Service<typeof consults>

export interface Consults {
  readonly service: Calls
}

/** An order: in turn, and answered with the consult as it is then. */
const order =
  <Told>(desk: Desk, run: (desk: Desk, by: Caller, told: Told) => Promise<ConsultRecord>) =>
  (told: Told, asking: Asking) =>
    desk.inTurn(async () => {
      const by = asking.who()
      const record = await run(desk, by, told)
      asking.about(record.patientId)
      return viewOf(desk, record, by)
    })

type Named = { readonly consultId: string }
const byName =
  (run: (desk: Desk, by: Caller, consultId: string) => Promise<ConsultRecord>) =>
  (desk: Desk, by: Caller, { consultId }: Named) =>
    run(desk, by, consultId)

export function openConsults(needs: ConsultNeeds): Consults {
  const desk = openDesk(needs)
  return {
    service: {
      worklist: (asked, asking) => worklist(desk, asking.who(), asked),
      ofPatient: async ({ patientId }, asking) => rowsOf(desk, asking.who(), await desk.store.ofPatient(patientId)),
      consult: async ({ consultId }, asking) => {
        const record = await desk.demand(consultId)
        asking.about(record.patientId)
        return viewOf(desk, record, asking.who())
      },
      paper: async (asked, asking) => {
        const { patientId, paper } = await paperOf(desk, asking.who(), asked)
        asking.about(patientId)
        return paper
      },
      begin: order(desk, (_, by, { caseId }: { caseId: string }) => begin(desk, by, caseId)),
      save: order(desk, save),
      send: order(desk, byName(send)),
      withdraw: order(desk, withdraw),
      acknowledge: order(desk, byName(acknowledge)),
      claim: order(desk, byName(claim)),
      release: order(desk, byName(release)),
      override: order(desk, override),
      askRetake: order(desk, askRetake),
      answer: order(desk, answer),
      say: order(desk, say),
    },
  }
}
