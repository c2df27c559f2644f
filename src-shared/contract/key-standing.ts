import { z } from 'zod'

/**
 * Whether the signature of a person's key holds. `none`: signed before there were keys, bound by its hash alone; `broken`: not by that key, or
 * not this; `foreign`: another person's key; `out-of-time`: outside the days of the key; `unknown`: nobody has told us of the key.
 */
export const KeyStanding = z.enum(['none', 'holds', 'broken', 'foreign', 'out-of-time', 'unknown'])
export type KeyStanding = z.output<typeof KeyStanding>
