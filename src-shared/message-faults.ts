import type { Refusal } from './device-faults.ts'

/** How messages may say no; part of the table in faults.ts. */
export const messageFaults = {
  'messages.elsewhere': {
    says: 'What this message names belongs to another patient. Nothing was sent.',
    next: 'Choose a picture of this patient.',
    retry: 'corrected',
  },
  'messages.fileGone': {
    says: 'A picked file is no longer here: it waited too long, or Cutis was locked meanwhile. Nothing was sent.',
    next: 'Take the file away, pick it again and send.',
    retry: 'corrected',
  },
  'messages.fileTooLarge': {
    says: 'The file is larger than 25 MB. It was not attached.',
    next: 'Attach a smaller one, or several parts.',
    retry: 'corrected',
  },
  'messages.notAFile': {
    says: 'Only whole PDF, JPEG and PNG files and MP4 or WebM clips can be attached. This one is something else, or it was cut off.',
    next: 'Save it as a PDF and attach that.',
    retry: 'corrected',
  },
  'messages.tooManyFiles': {
    says: 'Too many files wait to be sent. This one was not attached.',
    next: 'Send the message with the files it has, then go on.',
    retry: 'later',
  },
  'messages.notForPatients': {
    says: 'This conversation is among staff. Nothing was sent to the patient.',
    next: 'Open or begin a conversation with the patient.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
