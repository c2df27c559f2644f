import type { letters } from '../../src-shared/contract/letters.ts'
import type { Service } from '../kernel/service.ts'
import type { LetterNeeds } from './desk.ts'
import { instructions } from './instructions.ts'
import { referral } from './referral.ts'
import { visit } from './visit.ts'

export interface Letters {
  readonly service: Service<typeof letters>
}

export function openLetters(desk: LetterNeeds): Letters {
  return {
    service: {
      referral: (asked, asking) => referral(desk, asking, asked),
      visit: (asked, asking) => visit(desk, asking, asked),
      instructions: (asked, asking) => instructions(desk, asking, asked),
    },
  }
}
