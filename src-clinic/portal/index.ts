/**
 * Portal: what a patient reads and writes with nothing but a browser.
 * Owns: links, enrolled browsers and sessions of patients; the table of what is for a patient to read. Needs: the grants and the record,
 * a clock, the access log. Never: finds anything but by the one patient of a session, and answers nothing that is not written in its tables.
 */
import type { RepositoryNeeds } from '../fhir/repository.ts'
import type { Journal } from '../http/journal.ts'
import { openRateLimit } from '../http/rate-limit.ts'
import type { Grants } from '../store/grants.ts'
import { openPasses, type Passes } from './passes.ts'
import { openPictures, type Pictures } from './pictures.ts'

export { answerPortal } from './patient-door.ts'
export { answerPortals } from './workstation-door.ts'

interface Noted {
  readonly interaction: string
  readonly type: string
  readonly id?: string
  readonly status: number
}

export interface Portal {
  readonly passes: Passes
  readonly pictures: Pictures
  readonly records: RepositoryNeeds
  /** Seconds a patient has to wait before writing again, 0 for go ahead. */
  readonly writeRate: (patientId: string) => number
  /** The same for photographs. */
  readonly pictureRate: (patientId: string) => number
  /** Into the access log. */
  readonly note: (patientId: string, noted: Noted) => void
}

/** Twenty things at once, and then one in twenty seconds: nobody writes faster by hand. */
const writing = { perSecond: 0.05, burst: 20 }
const picturing = { perSecond: 0.1, burst: 24 }

/** Opens the portal of one clinic. */
export const openPortal = (needs: { grants: Grants; records: RepositoryNeeds; journal: Journal }): Portal => {
  const { grants, records, journal } = needs
  return {
    passes: openPasses(grants, records.clock),
    pictures: openPictures(records.clock),
    records,
    pictureRate: openRateLimit(picturing, records.clock),
    writeRate: openRateLimit(writing, records.clock),
    note: (patientId, { id = '', ...noted }) =>
      journal.add({ at: records.clock(), client: 'portal', account: `patient:${patientId}`, id, ...noted }),
  }
}
