import { bodyWords } from '../../body/words.ts'
import { calibrationWords } from '../../calibration/words.ts'
import { captureWords } from '../../capture/words.ts'
import { caseWords } from '../../case/words.ts'
import { chartWords } from '../../chart/words.ts'
import { compareWords } from '../../compare/words.ts'
import { consultWords } from '../../consult/words.ts'
import { policyWords } from '../../desk/policy-words.ts'
import { intakeCodeWords } from '../../intake/code-words.ts'
import { intakeWords } from '../../intake/words.ts'
import { marksWords } from '../../marks/words.ts'
import { messageWords } from '../../messages/words.ts'
import { orderWords } from '../../orders/words.ts'
import { followWords } from '../../patient/follow-words.ts'
import { portalWords } from '../../patient/portal-words.ts'
import { prescribingWords } from '../../prescribing/words.ts'
import { reactionWords } from '../../reactions/words.ts'
import { scheduleWords } from '../../schedule/words.ts'
import { reportWords, scoreWords } from '../../score/words.ts'
import { severityWords } from '../../severity/words.ts'
import { similarWords } from '../../similar/words.ts'
import { signingWords } from '../../ui/key-words.ts'
import { letterWords } from '../../ui/letter-words.ts'
import { patientLinkWords } from '../../ui/patient-link-words.ts'
import { viewerWords } from '../../viewer/words.ts'
import { visitWords } from '../../visit/words.ts'
import { worklistWords } from '../../worklist/words.ts'
import { desk } from './en-desk.ts'
import { devices } from './en-devices.ts'
import { frame } from './en-frame.ts'
import { parts } from './en-parts.ts'
import { patients } from './en-patients.ts'
import { readings } from './en-readings.ts'
import { signIn } from './en-sign-in.ts'
import { triageWords } from './en-triage.ts'
import { work } from './en-work.ts'

/**
 * English, by name space. Every key is typed, so a missing one does not compile.
 * A screen that brings its own words (`<screen>/words.ts`) gets a line here and calls `useTranslation('<screen>')`.
 */
export const en = {
  cutis: { ...parts, ...frame, ...signIn, ...work, ...patients, ...desk, ...devices, ...readings },
  body: bodyWords,
  calibration: calibrationWords,
  capture: captureWords,
  case: caseWords,
  chart: chartWords,
  compare: compareWords,
  consult: consultWords,
  dermoscopyReport: reportWords,
  follow: followWords,
  intake: intakeWords,
  intakeCodes: intakeCodeWords,
  marks: marksWords,
  messages: messageWords,
  policies: policyWords,
  patientLink: patientLinkWords,
  portal: portalWords,
  prescribing: prescribingWords,
  letters: letterWords,
  orders: orderWords,
  reactions: reactionWords,
  schedule: scheduleWords,
  score: scoreWords,
  severity: severityWords,
  similar: similarWords,
  signing: signingWords,
  triage: triageWords,
  viewer: viewerWords,
  visit: visitWords,
  worklist: worklistWords,
} as const
