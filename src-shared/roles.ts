import { z } from 'zod'

/** The roles of a clinic. A user holds exactly one on a workstation. */
export const roles = ['dermatologist', 'general-practitioner', 'nurse', 'administrator', 'privacy-officer'] as const
export const Role = z.enum(roles)
export type Role = z.output<typeof Role>
