import type { ConsultReport, ReferralLetter } from '../../../src-shared/documents/index.ts'
import type { Block, Page } from '../page.ts'
import { reportPayloadOf } from '../report-code.ts'
import {
  allergiesOf,
  coded,
  dayOf,
  fields,
  linesOf,
  list,
  medicineOf,
  page,
  pictures,
  problemOf,
  prose,
  section,
  signature,
} from './say.ts'

const findings = (found: ReferralLetter['findings']): Block[] =>
  found === undefined || found.length === 0
    ? []
    : [
        {
          kind: 'table',
          head: ['Finding', 'Value', 'Note'],
          rows: found.map(({ name, value, note = '' }) => [name, value, note]),
          widths: [0.3, 0.35, 0.35],
        },
      ]

/** A referral letter as a page; its conclusions are what a clinician wrote. */
export const referralPage = (letter: ReferralLetter, contentHash: string): Page => {
  const { to, from, copies, urgency, pair, coverage, medicines, problems } = letter
  const urgent = urgency.because === undefined ? urgency.label : `${urgency.label}: ${urgency.because}`
  const shown = letter.pictures ?? []
  return page(letter, {
    title: 'Referral',
    contentHash,
    blocks: [
      ...fields([
        ['To', linesOf(to).join('\n')],
        ['From', linesOf(from).join('\n')],
        ['Copies to', copies?.map(one => linesOf(one).join(', ')).join('\n')],
        ['Urgency', urgent],
        ['Coverage', coverage?.map(({ payer, member }) => (member ? `${payer}, member ${member}` : payer)).join('\n')],
      ]),
      ...section('Reason for referral', prose(letter.reason)),
      ...section('Question', prose(letter.question)),
      ...section('History', prose(letter.history)),
      ...section('Problems', list(problems?.map(problemOf))),
      ...section('Medicines', list(medicines?.map(medicineOf))),
      ...section('Allergies', prose(allergiesOf(letter.allergies))),
      ...section('Findings', findings(letter.findings)),
      ...section('Pictures', pictures(shown)),
      ...section('Registered pair', pair ? [...pictures(pair.pictures, shown.length + 1), ...prose(pair.fit)] : []),
      signature(letter.signature, from),
    ],
  })
}

/** Who signed a report, beside the code that proves it; without one where no key signed. */
const closing = (report: ConsultReport, contentHash: string): Block => {
  const payload = reportPayloadOf(report, contentHash)
  const signed = signature(report.signature, report.from)
  if (payload === undefined) return signed
  return coded({
    signed,
    payload,
    contentHash,
    keyId: report.signature?.key?.keyId,
    alt: 'QR code with the number, outcome, signer and hashes of this report',
    check:
      'To check this paper, scan the code and ask the clinic: number, outcome and both hashes must be those of its record.',
  })
}

/** A dermatologist's answer as a page. */
export const consultPage = (report: ConsultReport, contentHash: string): Page => {
  const { to, from, asked, outcome, problems } = report
  return page(report, {
    title: 'Dermatology consult report',
    contentHash,
    blocks: [
      ...fields([
        ['To', linesOf(to).join('\n')],
        ['From', linesOf(from).join('\n')],
        ['Asked on', dayOf(asked.on)],
        ['Question', asked.question],
        ['Outcome', `${outcome.label} (${outcome.code})`],
      ]),
      ...section('Assessment', prose(report.assessment)),
      ...section('Problems', list(problems?.map(problemOf))),
      ...section('Advice', prose(report.advice)),
      ...section('When to seek help at once', prose(report.safetyNet)),
      ...section('Follow-up', prose(report.followUp)),
      ...section('History', prose(report.history)),
      ...section('Findings', findings(report.findings)),
      ...section('Pictures', pictures(report.pictures)),
      ...section('What could not be judged', list(report.limits)),
      ...section('Information given', list(report.education)),
      closing(report, contentHash),
    ],
  })
}
