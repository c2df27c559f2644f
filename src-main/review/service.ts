import type { review } from '../../src-shared/contract/review.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Service } from '../kernel/service.ts'
import { addCalibration, calibrationOf } from './calibration.ts'
import { type Desk, openDesk, type ReviewNeeds } from './desk.ts'
import { differencesOf } from './differences.ts'
import { dueOf } from './due.ts'
import { markOf } from './mark.ts'
import { type OnPaper, picturesOn } from './on-paper.ts'
import { putMark, voidMark } from './put.ts'
import type { HeldMark } from './rows.ts'
import { openSimilar } from './similar.ts'
import type { MarkKey } from './store.ts'
import { findScale, suggestOutline } from './suggest.ts'
import { openSurveys } from './survey-calls.ts'

type Calls = Service<typeof review>

export interface Review {
  readonly service: Calls
  /** Whether this is a signed report of this patient that still stands. */
  readonly isSigned: (markId: string, patientId: string) => Promise<boolean>
  /** Whether this is an accepted fit of two pictures of this patient that still stands. */
  readonly isPair: (markId: string, patientId: string) => Promise<boolean>
  /** A patient's pictures for a paper, with what clinicians drew on them; whoever prints says so in the audit. */
  readonly onPaper: (asked: { readonly patientId: string; readonly images: readonly string[] }) => Promise<OnPaper>
  /** At a lock: lets go of what is held in memory. */
  forget(): void
}

const keys = ['blobId', 'lesionId', 'caseId', 'patientId'] as const satisfies readonly MarkKey[]

const askedBy = (input: Partial<Readonly<Record<MarkKey, string>>>): { key: MarkKey; id: string } => {
  for (const key of keys) {
    const id = input[key]
    if (id !== undefined) return { key, id }
  }
  throw new Fault('input.invalid')
}

const marksFor = (desk: Desk, asked: Parameters<typeof askedBy>[0]): Promise<HeldMark[]> => {
  const { key, id } = askedBy(asked)
  return desk.store.marksOf(key, id)
}

const isAcceptedPair = (mark: HeldMark | undefined, patientId: string): boolean =>
  mark?.kind === 'registration' &&
  mark.state === 'current' &&
  mark.patientId === patientId &&
  (JSON.parse(mark.body) as { decision?: string }).decision === 'accepted'

const isSignedReport = (mark: HeldMark | undefined, patientId: string): boolean =>
  mark?.kind === 'report' && mark.state === 'current' && mark.patientId === patientId

/** What other rooms ask. */
const outwardOf = (desk: Desk): Pick<Review, 'isSigned' | 'isPair' | 'onPaper'> => ({
  isSigned: async (markId, patientId) => isSignedReport(await desk.store.mark(markId), patientId),
  isPair: async (markId, patientId) => isAcceptedPair(await desk.store.mark(markId), patientId),
  onPaper: asked => picturesOn(desk, asked),
})

export function openReview(needs: ReviewNeeds): Review {
  const desk = openDesk(needs)
  const [similar, surveys] = [openSimilar(desk), openSurveys(desk)]
  const kept = (row: HeldMark) => markOf(row)
  return {
    service: {
      marks: async ({ history, ...asked }, asking) => {
        const rows = await marksFor(desk, asked)
        if (rows[0]) asking.about(rows[0].patientId)
        return rows.filter(({ state }) => history || state === 'current').map(markOf)
      },
      put: async (mark, asking) => {
        if (mark.body.kind === 'report') throw new Fault('access.denied')
        return kept(await putMark(desk, asking.who(), mark))
      },
      sign: async (mark, asking) => {
        if (mark.body.kind !== 'report') throw new Fault('input.invalid')
        return kept(await putMark(desk, asking.who(), mark))
      },
      voidMark: async (input, asking) => kept(await voidMark(desk, asking.who(), input)),
      register: async (pair, asking) => {
        const { patientId, found } = await surveys.register(pair)
        asking.about(patientId)
        return found
      },
      differences: async (pair, asking) => {
        const { patientId, found } = await surveys.register({ fixed: pair.blobId, moving: pair.priorBlobId })
        asking.about(patientId)
        return await differencesOf(desk, found, pair)
      },
      findScale: async ({ blobId }, asking) => {
        const { patientId, ruler } = await findScale(desk, blobId)
        asking.about(patientId)
        return ruler
      },
      outline: async ({ blobId }, asking) => {
        const { patientId, outline } = await suggestOutline(desk, blobId)
        asking.about(patientId)
        return outline
      },
      similar: async (asked, asking) => {
        const { patientId, ...found } = await similar.find(asking.who(), asked)
        asking.about(patientId)
        return found
      },
      due: ({ today }) => dueOf(desk, today),
      calibrations: async ({ deviceLabel }) => {
        const rows = await desk.store.calibrations()
        return rows.filter(row => deviceLabel === undefined || row.deviceLabel === deviceLabel).map(calibrationOf)
      },
      addCalibration: (one, asking) => addCalibration(desk, asking.who(), one),
    },
    ...outwardOf(desk),
    forget: () => {
      similar.forget()
      surveys.forget()
    },
  }
}
