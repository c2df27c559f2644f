import type { z } from 'zod'
import { ConsultReport, ReferralLetter } from './letters.ts'
import { Prescription } from './prescription.ts'
import { ReactionReport } from './reaction.ts'
import { PatientInstructions, VisitSummary } from './visit.ts'

/** Every kind of paper by its name, with the shape of what goes on it. */
export const templates = {
  'referral-letter': ReferralLetter,
  'consult-report': ConsultReport,
  'visit-summary': VisitSummary,
  prescription: Prescription,
  'patient-instructions': PatientInstructions,
  'reaction-report': ReactionReport,
} as const
export type TemplateName = keyof typeof templates
export type TemplateData = { [Name in TemplateName]: z.output<(typeof templates)[Name]> }
