import { loincOf } from '../../src-shared/clinical/loinc.ts'
import type { Order } from '../../src-shared/contract/orders.ts'
import { dayText, stampText } from '../ui/index.ts'

/** A day as a day, a moment as a moment: midnight is nobody's finding. */
export const whenText = (at: string): string => (at.includes('T') ? stampText(at) : dayText(at))

/** What an order is about, in one line; words of lists are the screen's. */
export function aboutOf({ content, lesion }: Pick<Order, 'content' | 'lesion'>): string {
  if (content.kind === 'referral') return content.to
  if (content.kind === 'laboratory') return content.tests.map(code => loincOf(code)?.name ?? code).join(', ')
  return content.kind === 'biopsy' ? (lesion ?? content.reason) : content.reason
}
