import { drugOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { isControlled } from '../../src-shared/clinical/prescribing/check.ts'
import { daysSupplyOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import { sigWords } from '../../src-shared/clinical/prescribing/sig.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { Clinician, Prescription } from '../../src-shared/documents/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import { codeHashOf, keptOf } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { personOf, present, refTo } from '../records/index.ts'
import type { PrescriptionRecord, Signed } from './body.ts'
import type { Desk } from './desk.ts'
import { keyIn, verify } from './verify.ts'
import { amountOf } from './words.ts'

type Sheet = Prescription['paper']

/** The numbers that were signed with; where none was given, the one this workstation knows its user by. */
function numbersOf({ content: { prescriber }, byId }: Signed): NonNullable<Clinician['numbers']> {
  const { npi, licence, state } = prescriber
  const told = [
    ...(npi === undefined ? [] : [{ label: 'NPI', value: npi }]),
    ...(licence === undefined ? [] : [{ label: state ? `Licence ${state}` : 'Licence', value: licence }]),
  ]
  return told.length > 0 ? told : [{ label: 'User', value: byId }]
}

function drugOn({ draft }: Pick<PrescriptionRecord['body'], 'draft'>): Prescription['drug'] {
  const { drug, strength, form, sig, rxcui } = draft
  const second = strength?.andAmount === undefined ? '' : `/${strength.andAmount} ${strength.unit}`
  return {
    name: drugOf(drug)?.name ?? drug,
    strength: strength ? `${strength.amount} ${strength.unit}${second}` : 'as directed',
    form: form ?? 'as dispensed',
    route: sig.route,
    ...present({ rxcui }),
    controlled: isControlled(draft),
  }
}

const patientOn = ({ content: { patient } }: Signed): Prescription['patient'] => ({
  name: patient.name,
  birthDate: patient.bornOn,
  sex: patient.sex,
  ...(patient.weightKg && patient.weightOn && { weight: { value: `${patient.weightKg} kg`, on: patient.weightOn } }),
})

function pharmacyOn({ pharmacy, pharmacyName }: PrescriptionDraft): Prescription['pharmacy'] {
  const name = pharmacyName ?? pharmacy
  return name === undefined ? undefined : { name, ...present({ ncpdp: pharmacy }) }
}

/** What stands between the head of a prescription and its signature. */
function saidOn({ draft }: PrescriptionRecord['body']) {
  const told = amountOf(draft)
  if (!told) throw new Fault('documents.unfit')
  const { indication, overrides, sig } = draft
  return present({
    directions: sigWords(sig),
    asNeededFor: sig.asNeeded,
    quantity: { value: told.amount, unit: told.unit },
    daysSupply: daysSupplyOf(draft),
    refills: draft.refills,
    substitution: draft.substitution,
    indication: indication && { text: indication.display, ...present({ code: indication.code }) },
    noteToPharmacist: draft.pharmacyNote,
    pharmacy: pharmacyOn(draft),
    written: draft.writtenOn,
    effective: draft.effectiveOn,
    expires: draft.expiresOn,
    allergiesCheckedAt: draft.allergiesCheckedAt,
    acknowledged: overrides && [...overrides],
  })
}

/** What the code of a prescription's paper says of it; undefined where its amount is in no words. */
export function codeOn(id: string, { draft, signed }: { draft: PrescriptionDraft; signed: Signed }) {
  const told = amountOf(draft)
  if (!told) return undefined
  const prescriber = { numbers: numbersOf(signed) }
  const quantity = { value: told.amount, unit: told.unit }
  const { refills } = draft
  return { id, edition: 1, drug: drugOn({ draft }), quantity, refills, prescriber, signature: signed }
}

/** The key's signature for the code, as long as the code says what it said when it was signed. */
const keyOn = (id: string, { draft, signed }: { draft: PrescriptionDraft; signed: Signed }) => {
  const code = signed.key?.code
  return code && code.hash === codeHashOf(codeOn(id, { draft, signed })) ? code.signature : undefined
}

async function prescriptionOn(desk: Desk, { body, prescriptionId }: PrescriptionRecord, sheet: Sheet) {
  const { signed } = body
  if (signed === undefined) throw new Fault('prescribing.notNow')
  const clinic = await desk.clinicName()
  const prescriber = { name: signed.by, organisation: clinic, numbers: numbersOf(signed) }
  const secondStep = signed.factor === 'totp' ? 'one-time code' : 'recovery code'
  const data: Prescription = {
    id: prescriptionId,
    edition: 1,
    status: 'final',
    language: 'en',
    created: signed.at,
    paper: sheet,
    clinic: { name: clinic, address: [] },
    patient: patientOn(signed),
    prescriber,
    drug: drugOn(body),
    ...saidOn(body),
    signature: {
      by: prescriber,
      at: signed.at,
      secondStep,
      hash: signed.hash,
      ...present({ key: keyOn(prescriptionId, { draft: body.draft, signed }) }),
    },
  }
  return { data, signedAt: signed.at }
}

type Printed = Awaited<ReturnType<Desk['documents']['render']>>

/** Every printing leaves its row; the first one is kept, too: a DocumentReference and its sealed file. */
async function note(desk: Desk, by: Caller, told: { record: PrescriptionRecord; at: string; printed: Printed }) {
  const { record, at, printed } = told
  const { prescriptionId, patientId, caseId } = record
  const entity = `DocumentReference/${prescriptionId}`
  const act = { name: 'prescribing.paper', action: 'E', patientId, entity } as const
  if (await desk.records.read('DocumentReference', prescriptionId)) return desk.vault.commit(by, act, [])
  const { file, resources } = keptOf({
    blobId: desk.newId() as BlobId,
    printed,
    template: 'prescription',
    head: { id: prescriptionId, status: 'final', language: 'en', created: at },
    subject: refTo('Patient', patientId),
    author: [personOf(by)],
    ...(caseId !== undefined && { encounter: refTo('Encounter', caseId) }),
    related: [refTo('MedicationRequest', prescriptionId)],
  })
  return desk.vault.keep(by, act, [file], resources.map(desk.records.put))
}

/** A signed prescription as a PDF; the first printing is kept. Faults prescribing.notNow, prescribing.altered, documents.*. */
export async function paperOf(desk: Desk, by: Caller, asked: { prescriptionId: string; sheet: Sheet }) {
  const { record, resource } = await desk.demand(asked.prescriptionId)
  if (record.status !== 'active' && record.status !== 'completed') throw new Fault('prescribing.notNow')
  // Paper bears the signature: what is no longer what was signed is not printed under it.
  if (!verify(resource).valid || isForged((await desk.checker())(...keyIn(record))))
    throw new Fault('prescribing.altered')
  const { data, signedAt } = await prescriptionOn(desk, record, asked.sheet)
  const printed = await desk.documents.render('prescription', data)
  await note(desk, by, { record, at: signedAt, printed })
  const { title, pages } = printed
  return { patientId: record.patientId, paper: { title, pages, pdf: Buffer.from(printed.bytes).toString('base64') } }
}
