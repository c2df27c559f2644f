import type { reactions } from '../../src-shared/contract/reactions.ts'
import type { Service } from '../kernel/service.ts'
import { draftView, openDesk, type ReactionNeeds, signedView } from './desk.ts'
import { discard, save, type ToSave } from './drafting.ts'
import { paperOf } from './paper.ts'
import { reactionIn } from './resource.ts'
import { sign, type ToSign, type ToWithdraw, withdraw } from './signing.ts'

export interface Reactions {
  readonly service: Service<typeof reactions>
}

export function openReactions(needs: ReactionNeeds): Reactions {
  const desk = openDesk(needs)
  return {
    service: {
      list: async ({ patientId }) => {
        await desk.patient(patientId)
        const [drafts, signed] = await Promise.all([desk.store.draftsOf(patientId), desk.store.signedOf(patientId)])
        const check = await desk.checker()
        const reports = signed.flatMap(row => reactionIn(row) ?? []).map(read => signedView(check, read))
        return [...drafts.map(draftView), ...reports]
      },
      save: (told, asking) =>
        desk.inTurn(async () => {
          const row = await save(desk, asking.who(), told as ToSave)
          asking.about(row.patientId)
          return draftView(row)
        }),
      discard: ({ reactionId }, asking) =>
        desk.inTurn(async () => {
          asking.about((await discard(desk, asking.who(), reactionId)).patientId)
          return { reactionId }
        }),
      sign: (told, asking) =>
        desk.inTurn(async () => {
          const read = await desk.demandSigned(await sign(desk, asking.who(), told as ToSign))
          asking.about(read.patientId)
          return signedView(await desk.checker(), read)
        }),
      withdraw: (told, asking) =>
        desk.inTurn(async () => {
          await withdraw(desk, asking.who(), told as ToWithdraw)
          const read = await desk.demandSigned(told.reactionId)
          asking.about(read.patientId)
          return signedView(await desk.checker(), read)
        }),
      paper: (told, asking) =>
        desk.inTurn(async () => {
          const { patientId, paper } = await paperOf(desk, asking.who(), told)
          asking.about(patientId)
          return paper
        }),
    },
  }
}
