import { z } from 'zod'
import { isAnswer } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import { algorithmOf, keptOf, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import { outcomeOf } from '../../src-shared/clinical/severity/instrument.ts'
import { instrumentOf } from '../../src-shared/clinical/severity/instruments.ts'
import { InputFault, readAs, type Table } from './table.ts'

const Dermoscopy = z.strictObject({
  siteCode: z.string().min(1),
  dermoscopic: z.enum(['contact-polarized', 'contact-non-polarized', 'non-contact-polarized']).optional(),
  answers: z.record(z.string(), z.union([z.boolean(), z.number()])),
})
const Severity = z.strictObject({ instrument: z.string().min(1), inputs: z.record(z.string(), z.number()) })

function dermoscopy(item: unknown) {
  const { siteCode, dermoscopic, answers } = readAs(Dermoscopy, item)
  const wrong = Object.entries(answers).filter(([code, value]) => !isAnswer(code, value))
  if (wrong.length > 0)
    throw new InputFault(wrong.map(([code]) => `answers.${code}: no such criterion or value`).join('; '))
  return keptOf(outcomesOf(answers, { siteCode, dermoscopic })).map(result => ({
    ...result,
    source: algorithmOf(result.algorithm)?.source,
  }))
}

function severity(item: unknown) {
  const { instrument: id, inputs } = readAs(Severity, item)
  const instrument = instrumentOf(id)
  if (!instrument) throw new InputFault(`instrument: there is none named ${id}`)
  const outcome = outcomeOf(instrument, inputs)
  if (outcome.kind === 'invalid')
    throw new InputFault(outcome.wrong.map(field => `inputs.${field}: not a field, or not on its grid`).join('; '))
  return { instrument: id, version: instrument.version, source: instrument.source, ...outcome }
}

/** `score`: dermoscopy ticks (an item with `answers`) or a severity instrument (an item with `instrument`). */
export const score: Table = {
  run: item => (typeof item === 'object' && item !== null && 'answers' in item ? dermoscopy(item) : severity(item)),
}
