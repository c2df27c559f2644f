import { create } from 'zustand'
import type { BlobId, CaseId, LesionId, PatientId, RecordId, UserId } from '../../src-shared/ids.ts'

/** Where one can be. Kept in memory only: no patient id ever stands in an address or in the browser's history. */
export type Place =
  | { readonly at: 'today' }
  | { readonly at: 'patients'; readonly task?: 'search' | 'new' | 'import' }
  | { readonly at: 'patient'; readonly patientId: PatientId }
  | { readonly at: 'case'; readonly patientId: PatientId; readonly caseId: CaseId; readonly blobId?: BlobId }
  | {
      readonly at: 'capture'
      readonly patientId: PatientId
      readonly caseId: CaseId
      readonly lesionId?: LesionId
      readonly view?: string
    }
  | {
      readonly at: 'compare'
      readonly patientId: PatientId
      readonly caseId?: CaseId
      readonly lesionId?: LesionId
      readonly left?: BlobId
      readonly right?: BlobId
      /** Further pictures beside these two, at most two. */
      readonly more?: readonly BlobId[]
    }
  | {
      readonly at: 'readings'
      readonly patientId: PatientId
      readonly tab?: ReadingsTab
      readonly task?: 'enter' | 'csv'
    }
  /** The patient may be found on the way; `importId` is the reading under way, found again when one comes back. */
  | {
      readonly at: 'import'
      readonly patientId?: PatientId
      readonly deviceKey?: string
      readonly importId?: string
    }
  | {
      readonly at: 'severity'
      readonly patientId: PatientId
      readonly caseId?: CaseId
      readonly instrument?: string
    }
  | { readonly at: 'chart'; readonly patientId: PatientId; readonly tab?: ChartTab }
  /** Prescriptions of a patient; of the visit where one is named, with one of them unfolded. */
  | {
      readonly at: 'prescribe'
      readonly patientId: PatientId
      readonly caseId?: CaseId
      readonly prescriptionId?: RecordId
    }
  | { readonly at: 'refills' }
  /** Reports of adverse reactions; one is begun for the medicine that is named. */
  | {
      readonly at: 'reactions'
      readonly patientId: PatientId
      readonly caseId?: CaseId
      readonly medicine?: string
    }
  | { readonly at: 'body'; readonly patientId: PatientId; readonly pose?: string | undefined }
  | { readonly at: 'similar'; readonly patientId: PatientId; readonly blobId: BlobId }
  /** The picture that the ticks, and the report, are about. */
  | { readonly at: 'score'; readonly patientId: PatientId; readonly blobId: BlobId }
  | { readonly at: 'report'; readonly patientId: PatientId; readonly blobId: BlobId }
  /** What is asked of others for a patient; of a visit where one is named. */
  | { readonly at: 'orders'; readonly patientId: PatientId; readonly caseId?: CaseId; readonly orderId?: RecordId }
  | { readonly at: 'messages' }
  | { readonly at: 'tracking' }
  /** `followUp`: a lesion whose next picture is to be booked within its window. */
  | {
      readonly at: 'schedule'
      readonly view?: 'day' | 'week'
      readonly followUp?: {
        readonly patientId: PatientId
        readonly name: string
        readonly lesionId: LesionId
        readonly dates: { readonly earliestOn: string; readonly dueOn: string; readonly latestOn: string }
      }
    }
  /** A visit by video, and those that wait. */
  | { readonly at: 'visit'; readonly patientId: PatientId; readonly caseId: CaseId }
  | { readonly at: 'visits' }
  | { readonly at: 'worklist'; readonly show?: 'waiting' | 'mine' | 'answered' | 'closed' }
  | {
      readonly at: 'consult'
      readonly patientId: PatientId
      readonly caseId: CaseId
      readonly consultId: RecordId
    }
  /** What a referrer writes before a consult is sent: of this visit. */
  | { readonly at: 'intake'; readonly patientId: PatientId; readonly caseId: CaseId }
  | { readonly at: 'devices'; readonly deviceKey?: string }
  | { readonly at: 'calibration' }
  | { readonly at: 'live'; readonly deviceKey: string; readonly label: string }
  | { readonly at: 'desk'; readonly tab?: DeskTab }
  | { readonly at: 'sync'; readonly tab?: 'waiting' | 'conflicts' }
  | { readonly at: 'about' }

export type DeskTab = 'users' | 'audit' | 'clinic' | 'policies' | 'backup' | 'health' | 'me'
export type ChartTab = 'problems' | 'allergies' | 'medicines' | 'results'
export type ReadingsTab = 'trends' | 'table' | 'quarantine' | 'captures'
export type At = Place['at']
export type PlaceOf<Name extends At> = Extract<Place, { at: Name }>
/** Props of the screen of a place. */
export interface PlaceProps<Name extends At> {
  readonly place: PlaceOf<Name>
}

interface Way {
  readonly owner?: UserId
  /** Oldest first; the last one is where we are. Never empty. */
  readonly trail: readonly [Place, ...Place[]]
  readonly goTo: (place: Place) => void
  /** Stays on the same step of the way, with other details. */
  readonly replace: (place: Place) => void
  readonly back: () => void
  /** Called at sign-in: the same person finds their place again, another one starts at the beginning. */
  readonly startFor: (owner: UserId, first: Place) => void
}

const longestTrail = 50

export const patientOf = (place: Place): PatientId | undefined => ('patientId' in place ? place.patientId : undefined)

export const useWay = create<Way>()((set, get) => ({
  trail: [{ at: 'today' }],
  goTo: place => set({ trail: [...get().trail.slice(-longestTrail), place] as unknown as Way['trail'] }),
  replace: place => set({ trail: [...get().trail.slice(0, -1), place] as unknown as Way['trail'] }),
  back: () => {
    const [first, ...rest] = get().trail
    if (rest.length > 0) set({ trail: [first, ...rest.slice(0, -1)] })
  },
  startFor: (owner, first) => {
    if (get().owner !== owner) set({ owner, trail: [first] })
  },
}))

/** Where we are. */
export const usePlace = (): Place => useWay(way => way.trail[way.trail.length - 1] ?? way.trail[0])
export const useGoTo = (): Way['goTo'] => useWay(way => way.goTo)
export const useReplace = (): Way['replace'] => useWay(way => way.replace)
export const useBack = (): Way['back'] => useWay(way => way.back)
