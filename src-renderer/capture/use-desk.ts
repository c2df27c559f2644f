import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { poseSiteOf } from '../../src-shared/clinical/body-poses.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow, Lesion, PatientRow } from '../../src-shared/contract/records.ts'
import { useCutis, useMe } from '../link/index.ts'
import type { PlaceOf } from '../ui/place.ts'
import type { Lens } from './camera-panel.tsx'
import { type Aim, itemsOf, missingOf, nextAim, viewOf, type Work } from './checklist.ts'
import { type Session, useSessions } from './session.ts'
import { usePreference } from './use-preference.ts'

/** What the screen was given to work with. */
export interface Given {
  readonly place: PlaceOf<'capture'>
  readonly patient: PatientRow
  readonly caseRow: CaseRow
  readonly lesions: readonly Lesion[]
  readonly shots: readonly Shot[]
}

/** Lesions of this visit: those chosen here and those already photographed, in the order they were found. */
const visitLesions = ({ lesions, shots }: Given, chosen: readonly string[]): readonly Lesion[] => {
  const ids = new Set<string>([...shots.flatMap(({ lesionId }) => lesionId ?? []), ...chosen])
  return lesions.filter(({ lesionId }) => ids.has(lesionId))
}

const aimFor = ({ place, lesions, caseRow, shots }: Given): Aim => {
  const lesion = lesions.find(({ lesionId }) => lesionId === place.lesionId)
  const last = shots.at(-1)
  const site = lesion
    ? { lesionId: lesion.lesionId, siteCode: lesion.siteCode, laterality: lesion.laterality }
    : { siteCode: last?.siteCode, laterality: last?.laterality }
  const work = { presentation: caseRow.presentation, lesions, shots, dermoscope: false, affected: [], unaffected: [] }
  const next = nextAim({ ...work, lesions: lesion ? [lesion] : [] }, { ...site, view: '' })
  const first = itemsOf(work)[0]?.view.id ?? 'close-up'
  const view = place.view ?? (next.view || first)
  return { ...next, ...site, view, ...poseSiteOf(view) }
}

/** The session of this visit, opened where there is none yet. */
function useSession(given: Given): Session | undefined {
  const { userId } = useMe()
  const { caseId } = given.place
  const session = useSessions(({ owner, byCase }) => (owner === userId ? byCase[caseId] : undefined))
  useEffect(() => {
    if (!session) useSessions.getState().open(userId, caseId, aimFor(given))
  })
  return session
}

/** Checklist, aim and preferences of one visit's photography. */
export function useDesk(given: Given) {
  const session = useSession(given)
  const [here, setHere] = usePreference('camera.dermatoscope')
  const [lens, setLens] = usePreference('camera.lens')
  const { caseRow, shots, place } = given
  const dermoscope = here === 'yes'
  const work = useMemo<Work>(
    () => ({
      presentation: caseRow.presentation,
      lesions: visitLesions(given, session?.chosen ?? []),
      shots,
      dermoscope,
      affected: session?.affected ?? [],
      unaffected: session?.unaffected ?? [],
    }),
    [caseRow.presentation, given, session, shots, dermoscope],
  )
  const aim = session?.aim ?? aimFor(given)
  const view = viewOf(aim.view, caseRow.presentation)
  const aimAt = useCallback((next: Aim) => useSessions.getState().aimAt(place.caseId, next), [place.caseId])
  return {
    session,
    work,
    aim,
    aimAt,
    view,
    items: useMemo(() => itemsOf(work), [work]),
    toTake: missingOf(work).reduce((sum, { toTake }) => sum + toTake, 0),
    dermoscope,
    setDermoscope: (isHere: boolean) => setHere(isHere ? 'yes' : 'no'),
    lens: view?.imageType === 'dermoscopic' ? lensFor(aim, lens as Lens | undefined) : undefined,
    setLens: (next: Lens) => setLens(next),
  }
}

export type Desk = ReturnType<typeof useDesk>

/** Contact polarised unless chosen otherwise; the second dermoscopic view is the other polarisation. */
export function lensFor({ view }: Aim, chosen: Lens | undefined): Lens {
  const first = chosen ?? 'contact-polarized'
  if (view !== 'dermoscopic-2') return first
  return first === 'contact-non-polarized' ? 'contact-polarized' : 'contact-non-polarized'
}

/** Earlier pictures of the lesion aimed at, or of the patient where a pose is aimed at, for the ghost. */
export function useHistory({ lesionId, view }: Aim, patientId: PatientRow['patientId']): readonly Shot[] {
  const cutis = useCutis()
  const isPose = poseSiteOf(view) !== undefined
  const { data } = useQuery({
    ...cutis.capture.shots.queryOptions({ input: lesionId && !isPose ? { lesionId } : { patientId } }),
    enabled: lesionId !== undefined || isPose,
  })
  return data ?? []
}
