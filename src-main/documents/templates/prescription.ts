import { type Clinician, type Prescription, wordsOf } from '../../../src-shared/documents/index.ts'
import { Fault } from '../../../src-shared/faults.ts'
import type { Block, Page } from '../page.ts'
import { payloadOf } from '../verify.ts'
import { allergiesOf, coded, dayOf, fields, linesOf, momentOf, page, problemOf, section, signature } from './say.ts'

/** `60 (sixty) tablets`: figures and words say the same, so that a changed figure shows. */
const quantityOf = ({ value, unit }: Prescription['quantity']): string => {
  const words = wordsOf(value)
  if (words === undefined) throw new Fault('documents.unfit')
  return `${value} (${words}) ${unit}`
}

const refillsOf = (refills: number): string => (refills === 0 ? '0 (none)' : `${refills} (${wordsOf(`${refills}`)})`)

const about = (prescription: Prescription): Block[] => {
  const { directions, asNeededFor, mostADay, daysSupply, indication, noteToPharmacist } = prescription
  const first = fields(
    [
      ['Directions', directions],
      ['Quantity', quantityOf(prescription.quantity)],
    ],
    'bold',
  )
  const rest = fields([
    ['As needed for', asNeededFor],
    ['At most in a day', mostADay],
    ['Indication', indication && problemOf(indication)],
    ['Note to pharmacist', noteToPharmacist],
  ])
  const counted = fields(
    [
      ['Refills', refillsOf(prescription.refills)],
      ['Substitution', prescription.substitution ? 'Permitted' : 'Not permitted: dispense as written'],
      ['Days’ supply', daysSupply === undefined ? undefined : `${daysSupply} days`],
    ],
    'pairs',
  )
  return [...first, ...counted, ...rest]
}

const dates = ({ written, effective, expires, pharmacy }: Prescription): Block[] =>
  fields(
    [
      ['Written on', dayOf(written)],
      ['Not before', effective && dayOf(effective)],
      ['Not after', expires && dayOf(expires)],
      ['Pharmacy', pharmacy && (pharmacy.ncpdp ? `${pharmacy.name} (NCPDP ${pharmacy.ncpdp})` : pharmacy.name)],
    ],
    'pairs',
  )

const safety = ({ allergies, allergiesCheckedAt, acknowledged }: Prescription): Block[] => [
  ...fields([
    ['Allergies', allergiesOf(allergies)],
    ['Checked', allergiesCheckedAt && momentOf(allergiesCheckedAt)],
    ['Acknowledged', acknowledged?.map(({ rule, reason }) => `${rule}: ${reason}`).join('\n') || undefined],
  ]),
]

/** Who signed, beside the code that proves it; a line to sign on where nobody has. */
const closing = (prescription: Prescription, contentHash: string): Block[] => {
  const payload = payloadOf(prescription, contentHash)
  const signed = signature(prescription.signature, prescription.prescriber)
  if (payload === undefined) return [signed]
  return [
    coded({
      signed,
      payload,
      contentHash,
      keyId: prescription.signature?.key?.keyId,
      alt: 'QR code with the number, drug, quantity, prescriber and hashes of this prescription',
      check:
        'To check this paper, scan the code and ask the clinic: number, drug, quantity, refills and both hashes must be those of its record.',
    }),
  ]
}

/** A clinician in at most two lines: a prescription with its code should stand on one sheet. */
const inTwo = (clinician: Clinician): string => {
  const [name = '', ...rest] = linesOf(clinician)
  return rest.length === 0 ? name : `${name}\n${rest.join('  ·  ')}`
}

const controlledBanner =
  'DRAFT of a controlled drug. Not a prescription: it is signed and sent by the clinic’s certified system only.'

/** One drug for one patient as a page. A character that cannot be printed refuses the whole paper. */
export const prescriptionPage = (prescription: Prescription, contentHash: string): Page => {
  const { drug, prescriber, supervising } = prescription
  const { name, strength, form, route, rxcui } = drug
  return page(prescription, {
    title: 'Prescription',
    contentHash,
    unprintable: 'refuse',
    ...(drug.controlled && prescription.status === 'draft' && { banner: controlledBanner }),
    blocks: [
      { kind: 'text', text: `${name} ${strength} ${form}`, size: 'large' },
      ...fields(
        [
          ['Route', route],
          ['RxNorm', rxcui],
        ],
        'pairs',
      ),
      ...about(prescription),
      ...dates(prescription),
      ...section('Checks', safety(prescription)),
      ...fields([
        ['Prescriber', inTwo(prescriber)],
        ['Supervised by', supervising && inTwo(supervising)],
      ]),
      ...closing(prescription, contentHash),
    ],
  })
}
