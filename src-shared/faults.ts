import { deviceFaults, type Refusal } from './device-faults.ts'

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
    next: 'Choose a JPEG, PNG, WebP, TIFF or HEIC picture.',
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
  ...deviceFaults,
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
  'vault.absent': {
    says: 'This workstation has not been set up yet.',
    next: 'Set it up first: that makes the first administrator.',
    retry: 'corrected',
  },
  'vault.blobDamaged': {
    says: 'This file on the disk is damaged or missing. It was not shown, and nothing else is affected.',
    next: 'Fetch it again from the clinic, or restore it from a backup. The damaged file is kept.',
    retry: 'never',
  },
  'vault.damaged': {
    says: 'The database on this workstation is damaged. Nothing was deleted; a copy of the files as found is kept.',
    next: 'Do not delete anything. Ask support to rescue it, or restore the last backup.',
    retry: 'never',
  },
  'vault.diskFailed': {
    says: 'The disk refused the write. This was not saved; what was saved before is safe.',
    next: 'Keep it on screen and try again. If it comes back, the disk may be failing: tell support today.',
    retry: 'later',
  },
  'vault.duplicate': {
    says: 'This is already kept.',
    next: 'Nothing to do: it was saved the first time.',
    retry: 'never',
  },
  'vault.exists': {
    says: 'This workstation already holds data, so it was not set up again.',
    next: 'Sign in, or choose another data folder.',
    retry: 'never',
  },
  'vault.full': {
    says: 'The disk is full. This was not saved; what was saved before is safe.',
    next: 'Free some space on the disk, then try again.',
    retry: 'corrected',
  },
  'vault.future': {
    says: 'The data was written by a newer Cutis. It was left untouched.',
    next: 'Install the newer version and open it again.',
    retry: 'never',
  },
  'vault.inUse': {
    says: 'Cutis is already running with this data folder.',
    next: 'Switch to the window that is open, or close it first.',
    retry: 'later',
  },
  'vault.lastSlot': {
    says: 'This is the only person who can open the vault; without them the data could never be read again.',
    next: 'Add another person first.',
    retry: 'corrected',
  },
  'vault.locked': {
    says: 'The workstation is locked.',
    next: 'Sign in to continue.',
    retry: 'after-unlock',
  },
  'vault.readOnly': {
    says: 'The data folder cannot be written. Nothing was changed.',
    next: 'Check the rights of the folder and whether the disk is mounted read-only.',
    retry: 'corrected',
  },
  'vault.refused': {
    says: 'The name and password do not match.',
    next: 'Try again, or ask an administrator to set a new password.',
    retry: 'corrected',
  },
  'vault.rolledBack': {
    says: 'The database is older than what this workstation had confirmed: recent entries may be missing.',
    next: 'Compare the last entries with the clinic, and tell support before going on.',
    retry: 'never',
  },
  'vault.tooManyTries': {
    says: 'Too many wrong passwords. Signing in waits for a while.',
    next: 'Wait a little longer before trying again, or ask an administrator.',
    retry: 'later',
  },
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
