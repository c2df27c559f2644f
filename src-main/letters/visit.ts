import type { ChartView } from '../../src-shared/contract/chart.ts'
import type { Order } from '../../src-shared/contract/orders.ts'
import type { CaseRow, Note } from '../../src-shared/contract/records.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { VisitSummary } from '../../src-shared/documents/index.ts'
import type { Asking } from '../kernel/door.ts'
import { type LetterNeeds, nameOf, patientOn, print } from './desk.ts'

const dash = '–'

/** Problems, medicines and allergies of the chart as they stand now. */
function chartOn({
  problems,
  medicines,
  allergies,
}: ChartView): Pick<VisitSummary, 'problems' | 'medicines' | 'allergies'> {
  const listed = allergies.list.filter(
    ({ active, verification }) => active && verification !== 'entered-in-error' && verification !== 'refuted',
  )
  return {
    problems: problems
      .filter(({ status }) => status === 'active')
      .slice(0, 40)
      .map(({ text, icd10 }) => ({ text: text.slice(0, 200), ...(icd10 && { code: icd10 }) })),
    medicines: medicines
      .filter(({ status }) => status === 'active' || status === 'on-hold')
      .slice(0, 60)
      .map(({ name, sig }) => ({ name: name.slice(0, 200), ...(sig && { directions: sig.slice(0, 600) }) })),
    ...(allergies.state === 'none-known' && { allergies: 'none known' as const }),
    ...(listed.length > 0 && { allergies: listed.slice(0, 40).map(({ substance }) => ({ substance })) }),
  }
}

/** The severity scores that clinicians entered in this visit. */
const scoresOn = (marks: readonly Mark[]): NonNullable<VisitSummary['scores']> =>
  marks
    .flatMap(({ body, at }) =>
      body.kind === 'severity' && body.total !== undefined
        ? [{ name: body.instrument, value: body.total, version: body.version, on: at.slice(0, 10) }]
        : [],
    )
    .slice(0, 40)

const orderLine = ({ content, state, by }: Order): string =>
  `${content.kind}: ${content.reason}, ${state}, by ${by}`.slice(0, 600)

/** Everything a visit left in the record. */
async function gather(desk: LetterNeeds, asking: Asking, caseId: string) {
  const found = await desk.records.service.case({ caseId: caseId as never }, asking)
  const row = found.case as CaseRow
  const { patientId } = row
  const [chart, orders, marks, shots] = await Promise.all([
    desk.chart.service.view({ patientId }, asking),
    desk.orders.service.ofPatient({ patientId }, asking),
    desk.review.service.marks({ caseId: caseId as never, history: false }, asking),
    desk.capture.shotsOf(caseId),
  ])
  return {
    row,
    notes: found.notes as Note[],
    chart: chart as ChartView,
    orders: (orders as Order[]).filter(order => order.caseId === caseId && order.state !== 'withdrawn'),
    marks: marks as Mark[],
    images: shots.map(({ blobId }) => blobId as string),
  }
}

/** The summary of a visit. What clinicians noted stands under *Examination*, word for word: the record does not say which part it is. */
export async function visit(
  desk: LetterNeeds,
  asking: Asking,
  { caseId, sheet }: { caseId: string; sheet: VisitSummary['paper'] },
) {
  const { row, notes, chart, orders, marks, images } = await gather(desk, asking, caseId)
  const { patientId } = row
  const [patient, clinic, shown] = await Promise.all([
    patientOn(desk, patientId),
    desk.clinicName(),
    desk.review.onPaper({ patientId, images }),
  ])
  const noted = notes
    .map(({ text, author }) => `${text}\n(${author})`)
    .join('\n\n')
    .slice(0, 12_000)
  const scores = scoresOn(marks)
  const said = {
    clinician: { name: row.clinician ?? asking.who().name, organisation: clinic },
    visit: { start: row.startedAt, way: row.presentation || dash, reason: row.reason || dash },
    ...(noted && { objective: noted }),
    ...chartOn(chart),
    ...(scores.length > 0 && { scores }),
    ...(orders.length > 0 && { orders: orders.slice(0, 40).map(orderLine) }),
    ...(shown.pictures.length > 0 && { pictures: shown.pictures }),
  }
  const data: VisitSummary = {
    id: nameOf(['visit', caseId, sheet, said]),
    edition: 1,
    // An open visit may still change: its summary is a draft until the visit is closed.
    status: row.status === 'finished' ? 'final' : 'draft',
    language: 'en',
    created: desk.now().toISOString(),
    paper: sheet,
    clinic: { name: clinic, address: [] },
    patient,
    ...said,
  }
  return print(desk, asking, { call: 'visit', template: 'visit-summary', patientId, caseId, data, images: shown.bytes })
}
