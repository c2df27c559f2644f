import type { PatientInstructions, VisitSummary } from '../../../src-shared/documents/index.ts'
import type { Block, Page } from '../page.ts'
import {
  allergiesOf,
  dayOf,
  fields,
  linesOf,
  list,
  medicineOf,
  momentOf,
  page,
  pictures,
  problemOf,
  prose,
  section,
  signature,
} from './say.ts'

const scores = (of: VisitSummary['scores']): Block[] =>
  of === undefined || of.length === 0
    ? []
    : [
        {
          kind: 'table',
          head: ['Score', 'Value', 'Version', 'On'],
          rows: of.map(({ name, value, version, on }) => [name, value, version, dayOf(on)]),
          widths: [0.4, 0.2, 0.2, 0.2],
        },
      ]

/** What happened in a visit as a page. */
export const visitPage = (summary: VisitSummary, contentHash: string): Page => {
  const { visit, clinician, problems, medicines } = summary
  return page(summary, {
    title: 'Visit summary',
    contentHash,
    blocks: [
      ...fields([
        ['Clinician', linesOf(clinician).join('\n')],
        ['Began', momentOf(visit.start)],
        ['Ended', visit.end && momentOf(visit.end)],
        ['Kind of visit', visit.way],
        ['Reason', visit.reason],
      ]),
      ...section('What the patient reported', prose(summary.subjective)),
      ...section('Examination', prose(summary.objective)),
      ...section('Scores', scores(summary.scores)),
      ...section('Assessment', prose(summary.assessment)),
      ...section('Plan', prose(summary.plan)),
      ...section('Orders', list(summary.orders)),
      ...section('Problems', list(problems?.map(problemOf))),
      ...section('Medicines', list(medicines?.map(medicineOf))),
      ...section('Allergies', prose(allergiesOf(summary.allergies))),
      ...section('Pictures', pictures(summary.pictures)),
      ...section('Next appointment', prose(summary.next)),
      signature(summary.signature, clinician),
    ],
  })
}

/** Headings in the patient's language. */
const instructionWords = {
  en: {
    title: 'Instructions',
    steps: 'What to do',
    medicines: 'Your medicines',
    avoid: 'What to avoid',
    callIf: 'Ask for help at once if',
    next: 'Your next appointment',
    contact: 'Whom to call',
    sources: 'Where this comes from',
  },
  es: {
    title: 'Instrucciones',
    steps: 'Qué hacer',
    medicines: 'Sus medicinas',
    avoid: 'Qué evitar',
    callIf: 'Pida ayuda enseguida si',
    next: 'Su próxima cita',
    contact: 'A quién llamar',
    sources: 'De dónde viene esto',
  },
} as const

/** What a patient takes home as a page: numbered steps, signs of danger, whom to call. */
export const instructionsPage = (data: PatientInstructions, contentHash: string): Page => {
  const { contact, clinician, medicines } = data
  const say = instructionWords[data.language.startsWith('es') ? 'es' : 'en']
  const reach = contact?.hours === undefined ? contact?.phone : `${contact.phone} (${contact.hours})`
  return page(data, {
    title: `${say.title}: ${data.about}`,
    contentHash,
    blocks: [
      ...(data.summary === undefined ? [] : [{ kind: 'text' as const, text: data.summary, size: 'large' as const }]),
      ...section(say.steps, data.steps.length === 0 ? [] : [{ kind: 'list', items: data.steps, numbered: true }]),
      ...section(say.medicines, list(medicines?.map(medicineOf))),
      ...section(say.avoid, list(data.avoid)),
      ...section(say.callIf, list(data.callIf)),
      ...section(say.next, prose(data.next)),
      ...section(say.contact, [
        ...(reach === undefined ? [] : [{ kind: 'text' as const, text: reach, size: 'large' as const }]),
        ...prose(linesOf(clinician).join('\n')),
      ]),
      ...section(say.sources, list(data.sources)),
      ...section('Pictures', pictures(data.pictures)),
    ],
  })
}
