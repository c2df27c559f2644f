import { captureWords } from '../../capture/words.ts'
import { caseWords } from '../../case/words.ts'
import { compareWords } from '../../compare/words.ts'
import { viewerWords } from '../../viewer/words.ts'
import { desk } from './en-desk.ts'
import { devices } from './en-devices.ts'
import { frame } from './en-frame.ts'
import { parts } from './en-parts.ts'
import { patients } from './en-patients.ts'
import { readings } from './en-readings.ts'
import { signIn } from './en-sign-in.ts'
import { work } from './en-work.ts'

/**
 * English, by name space. Every key is typed, so a missing one does not compile.
 * A screen that brings its own words (`<screen>/words.ts`) gets a line here and calls `useTranslation('<screen>')`.
 */
export const en = {
  cutis: { ...parts, ...frame, ...signIn, ...work, ...patients, ...desk, ...devices, ...readings },
  capture: captureWords,
  case: caseWords,
  compare: compareWords,
  viewer: viewerWords,
} as const
