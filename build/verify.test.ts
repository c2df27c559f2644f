import { afterEach, beforeEach, expect, it } from 'vitest'
import { payloadOf } from '../src-main/documents/verify.ts'
import { cream, openRig, type Rig, rightCode } from '../src-main/prescribing/rig/open.ts'
import { signingStore } from '../src-main/signing/index.ts'
import type { Prescription } from '../src-shared/documents/index.ts'
import { keysIn, reportOn } from './signatures.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

/** A signed prescription as a Bundle of what is held, and the text of its paper's code. */
async function sent() {
  const patientId = await rig.patient('Outside')
  const asking = rig.as(rig.people.derm)
  const view = await rig.service.save({ patientId, draft: cream() }, asking)
  const { prescriptionId } = view
  const items = [{ prescriptionId, version: view.draft.version, acknowledged: [], overrides: [] }]
  await rig.service.sign({ patientId, items, code: rightCode, prescriber: { npi: '1234567893' } } as never, asking)
  await rig.service.paper({ prescriptionId, sheet: 'A4' } as never, asking)
  const keys = (await rig.vault.store(signingStore).records()).map(({ body }) => JSON.parse(body) as object)
  const provenance = (await rig.vault.store(signingStore).provenances()).map(({ body }) => JSON.parse(body) as object)
  const request = await rig.records.read('MedicationRequest', prescriptionId)
  const patient = await rig.records.read('Patient', patientId)
  const bundle = { resourceType: 'Bundle', entry: [...provenance, request, patient].map(resource => ({ resource })) }
  const code = payloadOf(rig.printed[0] as Prescription, 'cd'.repeat(32)) ?? ''
  return { bundle, keys: keysIn({ entry: keys.map(resource => ({ resource })) }), code, prescriptionId }
}

it('an outsider with the clinic’s keys sees who signed, in the record and in its Provenance', async () => {
  const { bundle, keys } = await sent()
  const report = reportOn(JSON.stringify(bundle), keys)
  expect(report?.signatures.map(({ where, holds }) => [where.split('/')[0], holds])).toEqual([
    ['MedicationRequest', true],
    ['Provenance', true],
  ])
  expect(report?.signatures[0]?.signer).toMatchObject({ name: 'Dr. Skin', role: 'dermatologist' })
})

it('a changed dose, patient or signature does not hold; without the key nothing does', async () => {
  const { bundle, keys } = await sent()
  const text = JSON.stringify(bundle)
  const holds = (changed: string, known = keys) => reportOn(changed, known)?.signatures.map(one => one.holds)
  expect(holds(text.replace('"value":60', '"value":600'))).toEqual([false, false])
  expect(holds(text.replaceAll('\\"quantity\\":\\"60\\"', '\\"quantity\\":\\"600\\"'))).toEqual([false, false])
  expect(
    holds(text.replace(/"subject":\{"reference":"Patient\/[^"]+"/, '"subject":{"reference":"Patient/other"')),
  ).toEqual([true, true])
  expect(
    reportOn(text.replace(/"subject":\{"reference":"Patient\/[^"]+"/, '"subject":{"reference":"Patient/other"'), keys)
      ?.signatures[0]?.unchecked,
  ).toEqual(['subject'])
  expect(holds(text, [])).toEqual([false, false])
})

it('a server’s own ids change nothing', async () => {
  const { bundle, keys } = await sent()
  const theirs = (resource: { id?: string } | undefined, at: number) => ({ ...resource, id: `server-${at}` })
  const ids = bundle.entry.map(({ resource }, at) => [(resource as { id: string }).id, `server-${at}`] as const)
  let text = JSON.stringify({
    ...bundle,
    entry: bundle.entry.map(({ resource }, at) => ({ resource: theirs(resource, at) })),
  })
  for (const [ours, server] of ids) text = text.replaceAll(`/${ours}"`, `/${server}"`)
  expect(reportOn(text, keys)?.signatures.map(({ holds }) => holds)).toEqual([true, true])
})

const another = (value: string | number) =>
  typeof value === 'number' ? value + 1 : (value.startsWith('1') ? '2' : '1') + value.slice(1)

const holdsAll = (text: string, keys: ReturnType<typeof keysIn>): boolean =>
  reportOn(text, keys)?.signatures.every(({ holds }) => holds) ?? false

it('the code on the paper is proved without asking anybody, and no word of it can be changed', async () => {
  const { code, keys, prescriptionId } = await sent()
  const [one] = reportOn(code, keys)?.signatures ?? []
  expect(one).toMatchObject({ holds: true, id: prescriptionId, kind: 'prescription-code', says: { refills: 1 } })
  const says = JSON.parse(code.slice('CUTIS-RX:'.length)) as Record<string, string | number>
  for (const [name, value] of Object.entries(says)) {
    if (name === 'h' || name === 'v') continue
    expect([name, holdsAll(`CUTIS-RX:${JSON.stringify({ ...says, [name]: another(value) })}`, keys)]).toEqual([
      name,
      false,
    ])
  }
  expect(reportOn(code, [])?.signatures[0]?.key).toBe('unknown')
})

it('what is neither FHIR nor a code is said to be none', () => {
  for (const text of ['', '[]', 'null', '{}', 'CUTIS-RX:{}', 'hello']) expect(reportOn(text)).toBeUndefined()
})
