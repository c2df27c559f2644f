import { type ReactionReport, reactionOutcomes, reactionTypes } from '../../../src-shared/documents/index.ts'
import type { Block, Field, Page } from '../page.ts'
import { dayOf, fields, linesOf, list, page, pictures, prose, section } from './say.ts'

const day = (of: string | undefined): string | undefined => (of === undefined ? undefined : dayOf(of))
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const ticks = (all: readonly string[], on: readonly string[]): Block => ({
  kind: 'ticks',
  items: all.map(label => ({ label: upper(label), on: on.includes(label) })),
})

const span = ({ from, to }: { from?: string | undefined; to?: string | undefined }): string | undefined =>
  from === undefined && to === undefined
    ? undefined
    : `${day(from) ?? 'unknown'} to ${day(to) ?? 'not stopped or unknown'}`

const patient = (report: ReactionReport): Field[] => [
  ['Patient code', report.patientCode],
  ...(report.birthDate === undefined ? [] : [['Born', dayOf(report.birthDate)] as const]),
  ...(report.ageYears === undefined ? [] : [['Age', `${report.ageYears} years`] as const]),
  ['Sex', report.sex],
  ...(report.weightKg === undefined ? [] : [['Weight', `${report.weightKg} kg`] as const]),
  ...(report.ethnicity === undefined ? [] : [['Ethnicity', report.ethnicity] as const]),
  ...(report.race === undefined ? [] : [['Race', report.race.join(', ')] as const]),
]

const event = (report: ReactionReport): Block[] => [
  ticks(reactionTypes, report.types),
  ...section('Outcome of the event', [ticks(reactionOutcomes, report.outcomes)]),
  ...fields([
    ['Died on', day(report.diedOn)],
    ['Event on', day(report.eventOn)],
    ['Reported on', dayOf(report.reportedOn)],
    ['Severity', report.severity && `Grade ${report.severity.grade}: ${report.severity.words}`],
    ['Naranjo', report.naranjo && `${report.naranjo.total} (${report.naranjo.category})`],
  ]),
  ...section('What happened', prose(report.description)),
  ...section('Tests and laboratory data', prose(report.tests)),
  ...section('Other history', prose(report.history)),
]

const product = ({ product: kept }: ReactionReport): Block[] =>
  kept === undefined
    ? []
    : fields([
        ['Kept for evaluation', kept.kept ? 'Yes' : 'No'],
        ['Returned on', day(kept.returnedOn)],
      ])

const suspects = (report: ReactionReport): Block[] =>
  report.suspects.flatMap((one, index) => [
    ...fields(
      [[`Product ${index + 1}`, one.strength === undefined ? one.name : `${one.name} ${one.strength}`]],
      'bold',
    ),
    ...fields(
      [
        ['Manufacturer', one.manufacturer],
        ['Dose', one.dose],
        ['Frequency', one.frequency],
        ['Route', one.route],
        ['Taken', span(one)],
        ['Indication', one.indication],
        ['Abated on stop', one.abatedOnStop && upper(one.abatedOnStop)],
        ['Came back', one.reappeared && upper(one.reappeared)],
        ['Lot', one.lot],
        ['Expires', day(one.expires)],
        ['NDC', one.ndc],
      ],
      'pairs',
    ),
  ])

const device = ({ device: of }: ReactionReport): Block[] =>
  of === undefined
    ? []
    : fields(
        [
          ['Brand', of.brand],
          ['Kind', of.kind],
          ['Manufacturer', of.manufacturer],
          ['Model', of.model],
          ['Lot', of.lot],
          ['Serial number', of.serial],
          ['UDI', of.udi],
          ['Operator', of.operator],
          ['Implanted on', day(of.implanted)],
        ],
        'pairs',
      )

const concomitant = ({ concomitant: others }: ReactionReport): Block[] =>
  list(
    others?.map(one => {
      const taken = span(one)
      return taken === undefined ? one.name : `${one.name} (${taken})`
    }),
  )

/** A voluntary report of an adverse reaction as a page, in the sections of form FDA 3500; the user sends it. */
export const reactionPage = (report: ReactionReport, contentHash: string): Page => {
  const { reporter, alsoReportedTo, patientCode } = report
  const about = { fields: patient(report), line: `Patient code ${patientCode}  ·  sex ${report.sex}` }
  return page(
    { ...report, patient: about },
    {
      title: 'Adverse reaction report',
      contentHash,
      blocks: [
        {
          kind: 'notice',
          text: 'Fields of form FDA 3500 (voluntary), sections A to G. The patient stands above as section A. Vaccines are reported to VAERS instead.',
        },
        ...section('B. Event', event(report)),
        ...section('C. Product', product(report)),
        ...section('D. Suspected products', suspects(report)),
        ...section('E. Suspected device', device(report)),
        ...section('F. Other products at the time', concomitant(report)),
        ...section('Pictures', pictures(report.pictures)),
        ...section(
          'G. Reporter',
          fields([
            ['Reporter', linesOf(reporter).join('\n')],
            ['Health professional', report.reporterIsProfessional ? 'Yes' : 'No'],
            ['Also reported to', alsoReportedTo?.join(', ') || undefined],
            [
              'Identity',
              report.identityWithheld ? 'Not to be told to the manufacturer' : 'May be told to the manufacturer',
            ],
          ]),
        ),
      ],
    },
  )
}
