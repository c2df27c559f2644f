import type { TemplateData, TemplateName } from '../../../src-shared/documents/index.ts'
import type { Page } from '../page.ts'
import { consultPage, referralPage } from './letters.ts'
import { prescriptionPage } from './prescription.ts'
import { reactionPage } from './reaction.ts'
import { instructionsPage, visitPage } from './visit.ts'

/** How the data of each template become a page; pure. */
export const pages: { readonly [Name in TemplateName]: (data: TemplateData[Name], contentHash: string) => Page } = {
  'referral-letter': referralPage,
  'consult-report': consultPage,
  'visit-summary': visitPage,
  prescription: prescriptionPage,
  'patient-instructions': instructionsPage,
  'reaction-report': reactionPage,
}
