import { checkOf } from '../../src-shared/clinical/prescribing/check.ts'
import type { PrescriptionContent } from '../../src-shared/clinical/prescribing/signing.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescribingCheck } from '../../src-shared/clinical/prescribing/verdict.ts'
import type { PrescriberNumbers, ToSign } from '../../src-shared/contract/prescribing.ts'
import { Fault, type FaultCode } from '../../src-shared/faults.ts'
import { codeHashOf } from '../documents/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { type PatientFace, present, refTo } from '../records/index.ts'
import type { SigningProof } from '../signing/index.ts'
import type { Op } from '../vault/index.ts'
import type { Signed } from './body.ts'
import { type Desk, type Held, stepped } from './desk.ts'
import { codeOn } from './paper.ts'
import { answered } from './refills.ts'
import { hashOf } from './verify.ts'

export interface Signing {
  readonly patientId: string
  readonly items: readonly ToSign[]
  readonly code: string
  readonly prescriber: PrescriberNumbers
}

const refusals = {
  controlled: 'prescribing.controlled',
  incomplete: 'prescribing.incomplete',
  blocked: 'prescribing.blocked',
  laboratory: 'prescribing.held',
} as const satisfies Record<PrescribingCheck['holds'][number]['code'], FaultCode>

/** The gravest first: what can never be signed is said before what could be mended. */
const grave = ['controlled', 'incomplete', 'blocked', 'laboratory'] as const

/** Faults as `sign`. */
function demandSignable({ alerts, holds }: PrescribingCheck, item: ToSign): void {
  const first = grave.find(code => holds.some(hold => hold.code === code))
  if (first) throw new Fault(refusals[first])
  const said = new Set([...item.acknowledged, ...item.overrides.map(({ rule }) => rule)])
  if (alerts.some(({ severity, rule }) => severity === 'D' && !said.has(rule)))
    throw new Fault('prescribing.notAcknowledged')
}

interface Ready {
  readonly held: Held
  readonly item: ToSign
  readonly draft: PrescriptionDraft
}

/** One item, checked again as it is held and at this moment. */
async function ready(desk: Desk, by: Caller, told: { patientId: string; item: ToSign }): Promise<Ready> {
  const { patientId, item } = told
  const held = await desk.demand(item.prescriptionId)
  const { record } = held
  if (record.patientId !== patientId) throw new Fault('capture.wrongPatient')
  if (record.status !== 'draft') throw new Fault('prescribing.notNow')
  if (record.body.draft.version !== item.version) throw new Fault('prescribing.notCurrent')
  if (item.overrides.length > 0 && by.role !== 'dermatologist') throw new Fault('prescribing.overrideDenied')
  const overrides = item.overrides.length > 0 && { overrides: [...item.overrides] }
  const draft = { ...record.body.draft, writtenOn: desk.at().slice(0, 10), ...overrides }
  const facts = await desk.factsOf(patientId, record.body.programme)
  demandSignable(checkOf(draft, facts, await desk.asked()), item)
  return { held, item, draft }
}

interface Party {
  readonly by: Caller
  readonly patient: PatientFace
  readonly numbers: PrescriberNumbers
  readonly weight?: { readonly kg: string; readonly on: string } | undefined
}

/** Exactly what is signed: the draft, whom it is for and who signs, as they are now. */
const contentOf = ({ draft, held }: Ready, { by, patient, numbers, weight }: Party): PrescriptionContent => ({
  draft,
  ...present({ programme: held.record.body.programme }),
  patient: {
    id: patient.patientId,
    name: `${patient.given} ${patient.family}`.trim(),
    bornOn: patient.birthDate ?? '',
    sex: patient.sex,
    ...(weight && { weightKg: weight.kg, weightOn: weight.on }),
  },
  prescriber: { id: by.userId, name: by.name, ...present(numbers) },
})

/** The signer's key on the record and on what the code of its paper says, with the writes that go with it. */
function byKey(proof: SigningProof, id: string, body: { draft: PrescriptionDraft; signed: Signed }) {
  const { at, hash } = body.signed
  const record = proof.sign({ kind: 'prescription', id, hash, at, target: refTo('MedicationRequest', id) })
  const code = codeHashOf(codeOn(id, body))
  const printed = code === undefined ? undefined : proof.sign({ kind: 'prescription-code', id, hash: code, at })
  if (!(record && printed && code !== undefined)) return { key: undefined, ops: record?.ops ?? [] }
  const key = { record: record.signature, code: { hash: code, signature: printed.signature } }
  return { key, ops: [...record.ops, ...printed.ops] }
}

/** The writes that make one prescription a signed one. */
async function signedOps(desk: Desk, ready: Ready, told: { party: Party; proof: SigningProof }): Promise<Op[]> {
  const { held, item, draft } = ready
  const { party, proof } = told
  const content = contentOf(ready, party)
  const { by } = party
  const bound = {
    at: desk.at(),
    by: by.name,
    byId: by.userId,
    factor: proof.factor,
    hash: hashOf(content),
    acknowledged: item.acknowledged,
    content,
  }
  const { key, ops } = byKey(proof, held.record.prescriptionId, { draft, signed: bound })
  const signed = { ...bound, ...present({ key }) }
  const { after, op } = stepped(desk, held, { by, what: 'signed', status: 'active', body: { draft, signed } })
  return [op, ...ops, ...(await answered(desk, by, after))]
}

/** Signs all of them with one code, or none: checks, signatures, the spent code and the audit row are one commit. */
export async function sign(desk: Desk, by: Caller, told: Signing): Promise<string[]> {
  const { patientId, items, code, prescriber } = told
  const all: Ready[] = []
  for (const item of items) all.push(await ready(desk, by, { patientId, item }))
  const [patient, { weight }] = [await desk.patient(patientId), await desk.factsOf(patientId)]
  const party: Party = { by, patient, numbers: prescriber, weight }
  return desk.proveAgain(by, code, async proof => {
    const ops: Op[] = []
    for (const one of all) ops.push(...(await signedOps(desk, one, { party, proof })))
    const act = { name: 'prescribing.sign', action: 'U', patientId } as const
    await desk.vault.commit(by, act, [proof.spend, ...ops])
    return items.map(({ prescriptionId }) => prescriptionId)
  })
}
