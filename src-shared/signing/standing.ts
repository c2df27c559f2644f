import type { KeyStanding } from '../contract/key-standing.ts'

/** True where the signature was meddled with: such a thing is not printed or passed on under it. */
export const isForged = (standing: KeyStanding): boolean => !['none', 'holds', 'unknown'].includes(standing)
