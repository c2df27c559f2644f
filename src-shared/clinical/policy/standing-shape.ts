import { z } from 'zod'

/** A standing as it crosses the contract: kept apart from what the renderer takes, which carries no schema. */
export const PolicyStanding = z.object({
  state: z.enum(['open', 'confirmed', 'changed']),
  edition: z.int().optional(),
  by: z.string().optional(),
  on: z.string().optional(),
})
