import { randomUUID } from 'node:crypto'

/** What a link is made of, for a patient born on 17 May 1980. */
export const invitation = {
  visitId: randomUUID(),
  clinician: 'Dr Skin',
  identity: 'p-1',
  secret: '1980-05-17',
  factor: 'birth-date',
  minutes: 60,
} as const
