import { type Language, leafletOf } from '../../src-shared/clinical/education/index.ts'
import type { Consult } from '../../src-shared/contract/consults.ts'
import type { PatientInstructions } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import { type LetterNeeds, nameOf, patientOn, print } from './desk.ts'

interface Told {
  readonly consultId: string
  readonly sheet: PatientInstructions['paper']
  readonly language: Language
}
const about = { en: 'Your skin', es: 'Su piel' } as const

/** The chosen leaflets as the parts of one paper; each step names its leaflet where there are several. */
function leafletsOn(chosen: readonly string[], language: Language) {
  const found = chosen.flatMap(id => leafletOf(id) ?? [])
  const words = found.map(one => ({ ...one, ...one.words[language] }))
  const named = (title: string, text: string) => (words.length > 1 ? `${title}: ${text}` : text)
  const all = (part: 'steps' | 'avoid' | 'callIf', most: number) =>
    words.flatMap(one => one[part].map(text => named(one.title, text))).slice(0, most)
  return {
    titles: words.map(({ title }) => title),
    steps: all('steps', 40),
    avoid: all('avoid', 20),
    callIf: all('callIf', 20),
    sources: words.map(({ title, source, edition, date }) => `${title}. ${source}, ${edition}, ${date}`).slice(0, 10),
  }
}

/** What the patient takes home: the dermatologist's advice word for word, and the leaflets that were chosen with it. */
export async function instructions(desk: LetterNeeds, asking: Asking, { consultId, sheet, language }: Told) {
  const consult = (await desk.consults.service.consult({ consultId: consultId as never }, asking)) as Consult
  const { answer, patientId, caseId } = consult
  if (answer === undefined) throw new Fault('consults.notNow')
  const { titles, steps, avoid, callIf, sources } = leafletsOn(answer.education, language)
  const advice = answer.advice.trim()
  // A paper without one instruction would be an empty promise.
  if (steps.length === 0 && advice === '') throw new Fault('documents.unfit')
  const [patient, clinic] = await Promise.all([patientOn(desk, patientId), desk.clinicName()])
  const [first = about[language], ...more] = titles
  const said = {
    clinician: { name: answer.by, organisation: clinic },
    about: more.length === 0 ? first : about[language],
    ...(advice && { summary: advice }),
    steps,
    ...(avoid.length > 0 && { avoid }),
    ...(callIf.length > 0 && { callIf }),
    ...(sources.length > 0 && { sources }),
  }
  const data: PatientInstructions = {
    id: nameOf(['instructions', consultId, sheet, language, said]),
    edition: 1,
    status: 'final',
    language,
    created: answer.at,
    paper: sheet,
    clinic: { name: clinic, address: [] },
    patient,
    ...said,
  }
  const related = [['Task', consultId]] as const
  return print(desk, asking, {
    call: 'instructions',
    template: 'patient-instructions',
    patientId,
    caseId,
    related,
    data,
  })
}
