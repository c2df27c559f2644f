/** The record types the workstation keeps and syncs, parents before children. */
export const recordTypes = [
  'Patient',
  'Practitioner',
  'Encounter',
  'Condition',
  'BodyStructure',
  'Consent',
  'AllergyIntolerance',
  'MedicationStatement',
  'QuestionnaireResponse',
  'Media',
  'ServiceRequest',
  'Specimen',
  'MedicationRequest',
  'DocumentReference',
  'Device',
  'Observation',
  'DiagnosticReport',
  'AdverseEvent',
  'Schedule',
  'Slot',
  'Appointment',
  'Task',
  'Communication',
  'Basic',
  'Provenance',
] as const
export type RecordType = (typeof recordTypes)[number]

/** True for a record type of this program. */
export const isRecordType = (name: unknown): name is RecordType => recordTypes.some(type => type === name)

/** Every type the embedded clinic stores: the record types and what the rooms still to come will write. */
export const clinicTypes = [
  ...recordTypes,
  'Account',
  'AppointmentResponse',
  'Binary',
  'CarePlan',
  'CareTeam',
  'ChargeItem',
  'Claim',
  'ClaimResponse',
  'ClinicalImpression',
  'CommunicationRequest',
  'Coverage',
  'CoverageEligibilityRequest',
  'CoverageEligibilityResponse',
  'DeviceMetric',
  'Endpoint',
  'Flag',
  'Goal',
  'HealthcareService',
  'ImagingStudy',
  'Invoice',
  'List',
  'Location',
  'Medication',
  'MedicationDispense',
  'Organization',
  'PractitionerRole',
  'Procedure',
  'Questionnaire',
  'RelatedPerson',
  'RiskAssessment',
] as const
type ClinicType = (typeof clinicTypes)[number]

/** True for a type the embedded clinic stores. */
export const isClinicType = (name: unknown): name is ClinicType => clinicTypes.some(type => type === name)
