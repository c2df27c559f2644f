/** What time can be kept for. */
export const appointmentKinds = ['in-person', 'video', 'review', 'biopsy', 'phototherapy'] as const
export type AppointmentKind = (typeof appointmentKinds)[number]

/** What can be booked. */
export const resourceKinds = ['clinician', 'room', 'device'] as const
export type ResourceKind = (typeof resourceKinds)[number]

interface KindRule {
  readonly minutes: number
  /** Kept free around it, for the room and everybody in it. */
  readonly beforeMinutes: number
  readonly afterMinutes: number
  /** What it cannot do without. */
  readonly needs: readonly ResourceKind[]
  /** A block of review is the clinician's own time: no patient comes. */
  readonly patient: boolean
}

/** Clinic policy: lengths, buffers and needs that a clinic must confirm. */
export const kindRules: Readonly<Record<AppointmentKind, KindRule>> = {
  'in-person': { minutes: 20, beforeMinutes: 0, afterMinutes: 5, needs: ['clinician', 'room'], patient: true },
  video: { minutes: 15, beforeMinutes: 5, afterMinutes: 5, needs: ['clinician'], patient: true },
  review: { minutes: 60, beforeMinutes: 0, afterMinutes: 0, needs: ['clinician'], patient: false },
  biopsy: { minutes: 30, beforeMinutes: 5, afterMinutes: 10, needs: ['clinician', 'room'], patient: true },
  phototherapy: { minutes: 15, beforeMinutes: 0, afterMinutes: 5, needs: ['room', 'device'], patient: true },
}
