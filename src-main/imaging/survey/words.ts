import type { Jobs } from './jobs.ts'

/** A picture as it is sent to be measured: its encoded bytes, and the upright original's size, px. */
export interface Sheet {
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

export type JobName = keyof Jobs

/** What crosses to the surveyor's process; structured clone, bytes as Uint8Array. */
export interface Order {
  readonly id: number
  readonly job: JobName
  readonly sheets: readonly Sheet[]
}

/** True for a well-formed order. */
export const isOrder = (message: unknown): message is Order =>
  typeof message === 'object' &&
  message !== null &&
  'id' in message &&
  'job' in message &&
  'sheets' in message &&
  Array.isArray(message.sheets)
