import { checkOf } from '../../src-shared/clinical/prescribing/check.ts'
import type { prescribing } from '../../src-shared/contract/prescribing.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { type Desk, openDesk, type PrescribingNeeds } from './desk.ts'
import { cancel, discard, save, type ToSave } from './drafting.ts'
import { findDrugs } from './finding.ts'
import { paperOf } from './paper.ts'
import { openPharmacies } from './pharmacies.ts'
import { deny, refills, renew, requestRefill } from './refills.ts'
import { type Signing, sign } from './signing.ts'
import { keyIn, verify } from './verify.ts'
import { viewOf } from './view.ts'

type Calls = Service<typeof prescribing>

export interface Prescribing {
  readonly service: Calls
}

const viewById = async (desk: Desk, prescriptionId: string) =>
  viewOf(await desk.demand(prescriptionId), await desk.checker())

/** Orders that answer with the prescription as it is then. */
function orders(desk: Desk): Pick<Calls, 'save' | 'discard' | 'cancel' | 'renew'> {
  const done = async ({ prescriptionId, patientId }: { prescriptionId: string; patientId: string }, asking: Asking) => {
    asking.about(patientId)
    return viewById(desk, prescriptionId)
  }
  return {
    save: (told, asking) => desk.inTurn(async () => done(await save(desk, asking.who(), told as ToSave), asking)),
    discard: (told, asking) => desk.inTurn(async () => done(await discard(desk, asking.who(), told), asking)),
    cancel: (told, asking) => desk.inTurn(async () => done(await cancel(desk, asking.who(), told), asking)),
    renew: (told, asking) => desk.inTurn(async () => done(await renew(desk, asking.who(), told), asking)),
  }
}

function questions(desk: Desk): Pick<Calls, 'search' | 'list' | 'facts' | 'check' | 'verify' | 'refills'> {
  return {
    search: ({ text }) => findDrugs(desk, text),
    list: async ({ patientId }) => {
      const [held, check] = [await desk.heldOf(patientId), await desk.checker()]
      return held.map(one => viewOf(one, check))
    },
    facts: ({ patientId }) => desk.factsOf(patientId),
    check: async ({ patientId, draft, programme }) =>
      checkOf(draft, await desk.factsOf(patientId, programme), await desk.asked()),
    verify: async ({ prescriptionId }, asking) => {
      const { resource, record } = await desk.demand(prescriptionId)
      asking.about(record.patientId)
      const verdict = verify(resource)
      const isKept = !isForged((await desk.checker())(...keyIn(record)))
      return isKept ? verdict : { ...verdict, valid: false, differs: [...verdict.differs, 'key'] }
    },
    refills: () => refills(desk),
  }
}

export function openPrescribing(needs: PrescribingNeeds): Prescribing {
  const desk = openDesk(needs)
  return {
    service: {
      ...questions(desk),
      ...orders(desk),
      ...openPharmacies(needs),
      sign: (told, asking) =>
        desk.inTurn(async () => {
          const ids = await sign(desk, asking.who(), told as Signing)
          return Promise.all(ids.map(id => viewById(desk, id)))
        }),
      paper: (told, asking) =>
        desk.inTurn(async () => {
          const { patientId, paper } = await paperOf(desk, asking.who(), told)
          asking.about(patientId)
          return paper
        }),
      requestRefill: (told, asking) =>
        desk.inTurn(async () => {
          const { taskId, record } = await requestRefill(desk, asking.who(), told)
          asking.about(record.patientId)
          return { taskId: taskId as never }
        }),
      deny: (told, asking) =>
        desk.inTurn(async () => {
          asking.about((await deny(desk, asking.who(), told)).patientId)
          return { taskId: told.taskId }
        }),
    },
  }
}
