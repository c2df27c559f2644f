import { icdOf } from '../../src-shared/clinical/icd.ts'
import type { Order } from '../../src-shared/contract/orders.ts'
import type { ReferralLetter } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import type { OnPaper } from '../review/index.ts'
import { hashOf, type LetterNeeds, nameOf, patientOn, print } from './desk.ts'
import { pairOn } from './pair.ts'

type Referral = Extract<Order['content'], { kind: 'referral' }>
const urgencyWords = { emergency: 'Emergency', urgent: 'Urgent', soon: 'Soon', routine: 'Routine' } as const

/** Problems, medicines and allergies as the order copied them; what nobody asked is not said to be none. */
export function copiedOn({
  copied,
}: Pick<Order, 'copied'>): Pick<ReferralLetter, 'problems' | 'medicines' | 'allergies'> {
  const { problems, medicines, allergies } = copied
  const listed = allergies.list.slice(0, 40).map(({ substance }) => ({ substance }))
  return {
    problems: problems
      .slice(0, 40)
      .map(({ text, icd10 }) => ({ text: text.slice(0, 200), ...(icd10 && { code: icd10 }) })),
    medicines: medicines
      .slice(0, 60)
      .map(({ name, sig }) => ({ name: name.slice(0, 200), ...(sig && { directions: sig.slice(0, 600) }) })),
    ...(allergies.state === 'none-known' && { allergies: 'none known' as const }),
    ...(allergies.state === 'listed' && listed.length > 0 && { allergies: listed }),
  }
}

/** The referral that is meant. Faults records.unknown, orders.notNow. */
async function demand(desk: LetterNeeds, asking: Asking, asked: { patientId: string; orderId: string }) {
  const orders = (await desk.orders.service.ofPatient({ patientId: asked.patientId as never }, asking)) as Order[]
  const order = orders.find(({ orderId }) => orderId === asked.orderId)
  if (order === undefined) throw new Fault('records.unknown')
  if (order.content.kind !== 'referral' || order.state === 'withdrawn') throw new Fault('orders.notNow')
  return { order, content: order.content }
}

const reasonOf = ({ reason, icd10 }: Referral): string =>
  icd10 === undefined
    ? reason
    : `${reason}\nDiagnosis code, as the referrer chose it: ${[icd10, icdOf(icd10)?.title].filter(Boolean).join(' ')}`

interface Told {
  readonly patientId: string
  readonly orderId: string
  readonly sheet: ReferralLetter['paper']
}

/** The pictures of the letter and its pair; those that did not fit are counted. */
const picturesIn = (
  { pictures, left }: OnPaper,
  pair: Awaited<ReturnType<typeof pairOn>>,
): Pick<ReferralLetter, 'findings' | 'pictures' | 'pair'> => ({
  ...(left > 0 && { findings: [{ name: 'Pictures', value: `${left} more are not on this letter` }] }),
  ...(pictures.length > 0 && { pictures }),
  ...(pair && { pair: pair.pair }),
})

/** Who signed it and what: nothing for a draft. */
const signatureIn = ({ events, content, copied }: Order, organisation: string): Pick<ReferralLetter, 'signature'> => {
  const sent = events.find(({ what }) => what === 'sent')
  if (sent === undefined) return {}
  const { by: name, at } = sent
  return { signature: { by: { name, organisation }, at, hash: hashOf([content, copied]) } }
}

/** The letter of a referral, from the order as it was signed. */
export async function referral(desk: LetterNeeds, asking: Asking, { patientId, orderId, sheet }: Told) {
  const { order, content } = await demand(desk, asking, { patientId, orderId })
  const about = { patientId, images: content.images as string[] }
  const [patient, clinic, shown, pair] = await Promise.all([
    patientOn(desk, patientId),
    desk.clinicName(),
    desk.review.onPaper(about),
    content.pairMarkId ? pairOn(desk, asking, { patientId, markId: content.pairMarkId }) : undefined,
  ])
  const signed = signatureIn(order, clinic)
  const { signature } = signed
  const said = {
    urgency: { label: urgencyWords[content.urgency] },
    to: { name: content.to },
    from: signature?.by ?? { name: order.by, organisation: clinic },
    reason: reasonOf(content),
    question: content.question,
    ...copiedOn(order),
    ...(content.coverage && { coverage: [{ payer: content.coverage.slice(0, 200) }] }),
    ...picturesIn(shown, pair),
    ...signed,
  }
  const data: ReferralLetter = {
    id: nameOf(['referral', orderId, sheet, said]),
    edition: 1,
    status: signature ? 'final' : 'draft',
    language: 'en',
    created: signature?.at ?? order.authoredAt,
    paper: sheet,
    clinic: { name: clinic, address: [] },
    patient,
    ...said,
  }
  return print(desk, asking, {
    call: 'referral',
    template: 'referral-letter',
    patientId,
    caseId: order.caseId,
    related: [['ServiceRequest', orderId]],
    data,
    images: { ...shown.bytes, ...pair?.bytes },
  })
}
