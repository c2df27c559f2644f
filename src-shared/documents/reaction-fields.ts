import type { ReactionReport } from './reaction.ts'

const person = ({ name, role, organisation, address, phone }: ReactionReport['reporter']) => ({
  name,
  role,
  organisation,
  address,
  phone,
})

/**
 * A report's fields under the sections of form FDA 3500 (2019), as JSON that another program may read; what was not answered is absent.
 * Dates are ISO 8601, weight in kg, age in years.
 */
export const reactionFieldsOf = (report: ReactionReport) => ({
  format: 'cutis-reaction-report',
  version: 1,
  report: { id: report.id, edition: report.edition, status: report.status, created: report.created },
  A: {
    patientCode: report.patientCode,
    ageYears: report.ageYears,
    birthDate: report.birthDate,
    sex: report.sex,
    weightKg: report.weightKg,
    ethnicity: report.ethnicity,
    race: report.race,
  },
  B: {
    types: report.types,
    outcomes: report.outcomes,
    diedOn: report.diedOn,
    eventOn: report.eventOn,
    reportedOn: report.reportedOn,
    description: report.description,
    tests: report.tests,
    history: report.history,
    severity: report.severity,
    naranjo: report.naranjo,
    pictures: report.pictures?.map(({ image, caption }) => ({ image, caption })),
  },
  C: { product: report.product },
  D: { suspects: report.suspects },
  E: { device: report.device },
  F: { concomitant: report.concomitant },
  G: {
    reporter: person(report.reporter),
    professional: report.reporterIsProfessional,
    alsoReportedTo: report.alsoReportedTo,
    identityWithheld: report.identityWithheld,
  },
})
