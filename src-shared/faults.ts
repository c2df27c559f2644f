import { chartFaults } from './chart-faults.ts'
import { consultFaults } from './consult-faults.ts'
import { deviceFaults, type Refusal } from './device-faults.ts'
import { documentFaults } from './document-faults.ts'
import { messageFaults } from './message-faults.ts'
import { orderFaults } from './order-faults.ts'
import { policyFaults } from './policy-faults.ts'
import { portalFaults } from './portal-faults.ts'
import { prescribingFaults } from './prescribing-faults.ts'
import { reactionFaults } from './reaction-faults.ts'
import { scheduleFaults } from './schedule-faults.ts'
import { vaultFaults } from './vault-faults.ts'
import { visitFaults } from './visit-faults.ts'

export type { Retry } from './device-faults.ts'

/** Every way Cutis may say no. The code is the contract; the words are for people. */
export const faults = {
  'access.denied': {
    says: 'Your role does not allow this.',
    next: 'Ask a colleague whose role does, or an administrator.',
    retry: 'never',
  },
  'access.enrolmentOver': {
    says: 'Setting up the second step was interrupted. Nothing was changed.',
    next: 'Sign in with your password again: a new secret is shown.',
    retry: 'corrected',
  },
  'access.lastAdministrator': {
    says: 'This is the last administrator: afterwards nobody could manage users.',
    next: 'Make another person an administrator first.',
    retry: 'corrected',
  },
  'access.refused': {
    says: 'Name, password and code do not match.',
    next: 'Try again with a fresh code; each code works once. An administrator can reset the password or the second step.',
    retry: 'corrected',
  },
  'access.tooManyTries': {
    says: 'Too many wrong tries. Signing in waits for a while.',
    next: 'Wait a little longer before trying again, or ask an administrator.',
    retry: 'later',
  },
  'access.unknownUser': {
    says: 'This person is not known at this workstation.',
    next: 'Choose one from the list.',
    retry: 'corrected',
  },
  'capture.damaged': {
    says: 'The picture did not arrive whole. It was not kept.',
    next: 'Take it again.',
    retry: 'corrected',
  },
  'capture.notAnImage': {
    says: 'That file is not a picture Cutis can keep. Nothing was saved.',
    next: 'Choose a JPEG, PNG, WebP, TIFF, HEIC or DICOM picture.',
    retry: 'corrected',
  },
  'capture.tooLarge': {
    says: 'That picture is larger than 100 MB or 256 megapixels. It was not kept.',
    next: 'Export it smaller from the camera, then add it again.',
    retry: 'corrected',
  },
  'capture.tooManyWaiting': {
    says: 'Too many pictures are waiting to be kept. This one was not taken over.',
    next: 'Keep or discard those that wait, then add it again.',
    retry: 'later',
  },
  'capture.uploadGone': {
    says: 'The picture waited too long to be kept and was discarded.',
    next: 'Take it again, or choose the file again.',
    retry: 'corrected',
  },
  'capture.voided': {
    says: 'This picture was taken out of the record.',
    next: 'Use another picture, or take a new one.',
    retry: 'never',
  },
  'capture.wrongPatient': {
    says: 'That lesion or visit belongs to another patient. Nothing was saved.',
    next: 'Open the right patient and choose again.',
    retry: 'corrected',
  },
  ...consultFaults,
  ...chartFaults,
  ...deviceFaults,
  ...documentFaults,
  'imaging.closed': {
    says: 'The program is closing; this picture was not prepared for display. The original is safe.',
    next: 'Open it again later.',
    retry: 'later',
  },
  'imaging.failed': {
    says: 'This picture could not be shown. The original is unchanged.',
    next: 'Take the picture again, or open the original in another program.',
    retry: 'never',
  },
  'imaging.notPicture': {
    says: 'This file is not a picture that Cutis can read.',
    next: 'Choose a JPEG, PNG, WebP, TIFF or GIF picture.',
    retry: 'corrected',
  },
  'imaging.notShown': {
    says: 'This kind of picture is kept unchanged but cannot be shown here yet.',
    next: 'Ask for a JPEG copy to see it beside the others.',
    retry: 'never',
  },
  'imaging.notStripped': {
    says: 'It could not be proved that a copy of this picture holds nothing beside the picture. No copy was made.',
    next: 'Use the picture inside Cutis, or ask for another copy from the camera.',
    retry: 'never',
  },
  'imaging.tooLarge': {
    says: 'This picture is larger than 100 MB or 256 megapixels and was not taken.',
    next: 'Take it at a lower resolution.',
    retry: 'corrected',
  },
  'imaging.tooSlow': {
    says: 'This picture took too long to prepare and was stopped. The original is unchanged.',
    next: 'Take the picture again, or ask for another copy.',
    retry: 'never',
  },
  'input.invalid': {
    says: 'That request was not understood.',
    next: 'Check the marked fields and try again.',
    retry: 'corrected',
  },
  internal: {
    says: 'Something went wrong on our side. What was already saved is safe.',
    next: 'Try again; if it comes back, tell support the incident number.',
    retry: 'later',
  },
  ...messageFaults,
  'monitoring.importGone': {
    says: 'This import is no longer there. Nothing was added.',
    next: 'Start the import again; nothing is stored twice.',
    retry: 'corrected',
  },
  'monitoring.notMeasured': {
    says: 'This value does not fit what is measured or its unit. Nothing was added.',
    next: 'Choose the measure and its unit again.',
    retry: 'corrected',
  },
  'monitoring.notReadYet': {
    says: 'The device has not been read yet. Its clock was left alone.',
    next: 'Read the device first: setting its clock changes what its times mean.',
    retry: 'corrected',
  },
  'monitoring.notThisPatient': {
    says: 'The wristband or the identifiers do not belong to this patient. The device was not read.',
    next: 'Check who is in front of you, open that patient, and start again.',
    retry: 'corrected',
  },
  ...orderFaults,
  ...policyFaults,
  ...reactionFaults,
  ...prescribingFaults,
  'records.bundleTooLarge': {
    says: 'That file holds more than 50,000 records. Nothing was imported.',
    next: 'Split it into smaller bundles and import them one after the other.',
    retry: 'corrected',
  },
  'records.mrnTaken': {
    says: 'Another patient here already has this record number. Nothing was added.',
    next: 'Search for the number and open that patient, or correct the number.',
    retry: 'corrected',
  },
  'records.noBundle': {
    says: 'That file is not a FHIR R4 Bundle. Nothing was imported.',
    next: 'Ask the sender for a Bundle as JSON, and check that the file arrived whole.',
    retry: 'corrected',
  },
  'records.siteUnknown': {
    says: 'That body site is not one of the coded sites.',
    next: 'Pick the site on the body map.',
    retry: 'corrected',
  },
  'records.unknown': {
    says: 'That record is not on this workstation.',
    next: 'Search for the patient again; it may have been removed at the clinic.',
    retry: 'never',
  },
  'review.differs': {
    says: 'The result that was sent does not follow from what was ticked or drawn. Nothing was saved.',
    next: 'Reload the screen and save again; tell an administrator if it comes back.',
    retry: 'never',
  },
  'review.imageDamaged': {
    says: 'The seal of this picture is broken: nothing may be measured on it.',
    next: 'Restore the picture from a backup or the clinic, or take it again.',
    retry: 'never',
  },
  'review.imageVoided': {
    says: 'This picture was taken out of the record: nothing new can be drawn or measured on it.',
    next: 'Choose another picture.',
    retry: 'never',
  },
  'review.incomplete': {
    says: 'The report still lacks an item that it needs. It was not signed.',
    next: 'Fill in what is listed as missing, then sign again.',
    retry: 'corrected',
  },
  'review.notCurrent': {
    says: 'What you changed was changed or taken out by somebody else meanwhile. Nothing was saved.',
    next: 'Look at the newest state and change that.',
    retry: 'corrected',
  },
  'review.outside': {
    says: 'What was drawn lies outside the picture. Nothing was saved.',
    next: 'Draw it on the picture.',
    retry: 'corrected',
  },
  'sync.noConflict': {
    says: 'This conflict is no longer open.',
    next: 'Look at the list again: someone has settled it, or the clinic has.',
    retry: 'never',
  },
  'sync.noStranger': {
    says: 'The clinic is the one this workstation knows. Nothing was changed.',
    next: 'Look at the sync tray again; work goes on as before.',
    retry: 'never',
  },
  'sync.undecided': {
    says: 'One side must be chosen for every field that both changed.',
    next: 'Choose for the marked fields, then settle it.',
    retry: 'corrected',
  },
  ...scheduleFaults,
  ...vaultFaults,
  ...visitFaults,
  ...portalFaults,
} as const satisfies Record<string, Refusal>

export type FaultCode = keyof typeof faults

/** An expected refusal. Anything else thrown is a bug and crosses the door as `internal` with an incident number. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  constructor(code: FaultCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** True for a code of the closed table. */
export const isFaultCode = (code: unknown): code is FaultCode => typeof code === 'string' && Object.hasOwn(faults, code)
