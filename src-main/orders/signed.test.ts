import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DiagnosticReport, type Resource, type ServiceRequest } from '../../src-shared/fhir/index.ts'
import { resultSignaturesIn } from './binding.ts'
import { fresh, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

const derm = () => rig.as(rig.people.derm)

/** A laboratory order with its result, signed by the dermatologist. */
async function signed() {
  const { patientId, caseId } = await rig.visit('Blood')
  const content = { kind: 'laboratory', urgency: 'routine', reason: 'Before methotrexate', tests: ['1742-6'] } as const
  const { orderId } = await rig.service.draft(
    { orderId: fresh(), patientId, caseId, content: { ...content, tests: [...content.tests] } },
    derm(),
  )
  const id = orderId as never
  await rig.service.send({ orderId: id, eventId: fresh() }, derm())
  const report = DiagnosticReport.parse({
    resourceType: 'DiagnosticReport',
    id: randomUUID(),
    status: 'final',
    code: { text: 'ALT' },
    subject: { reference: `Patient/${patientId}` },
    basedOn: [{ reference: `ServiceRequest/${orderId}` }],
    conclusion: '31 U/L',
  })
  await rig.arrive(report)
  const [order] = await rig.service.ofPatient({ patientId }, derm())
  const seen = order?.results.map(({ digest }) => digest) ?? []
  const eventId = randomUUID().toUpperCase() as ReturnType<typeof fresh>
  const after = await rig.service.signResult({ orderId: id, eventId, seen, note: 'Normal' }, derm())
  return { patientId, orderId, eventId, after, report }
}

const shown = async (patientId: never) =>
  (await rig.service.ofPatient({ patientId }, derm()))[0]?.events.find(({ what }) => what === 'signed')?.signature

it('signed results bear the key of who signed, on the order and on a Provenance; the other steps bear none', async () => {
  const { after, orderId } = await signed()
  expect(after.events.map(({ what, signature }) => [what, signature])).toEqual([
    ['sent', undefined],
    ['signed', { valid: true, key: 'holds' }],
  ])
  const request = (await rig.records.read('ServiceRequest', orderId)) as Resource
  expect(resultSignaturesIn(request)).toMatchObject([
    { differs: [], statement: { kind: 'order-result', by: rig.people.derm.userId } },
  ])
})

it.each([
  ['a changed note', (text: string) => text.replace('"note":"Normal"', '"note":"Abnormal"'), 'holds'],
  ['other results', (text: string) => text.replace(/"seen":\["[\da-f]{2}/, '"seen":["zz'), 'holds'],
  ['another signer', (text: string) => text.replace(/"byId":"[^"]+"/, `"byId":"${randomUUID()}"`), 'broken'],
  [
    'a changed signature',
    (text: string) => text.replace(/"value":"(.)/, (_whole, letter) => `"value":"${letter === 'A' ? 'B' : 'A'}`),
    'broken',
  ],
] as const)('%s shows, here and outside', async (_what, change, key) => {
  const { orderId, patientId } = await signed()
  const request = (await rig.records.read('ServiceRequest', orderId)) as ServiceRequest
  const [first] = (request['extension'] ?? []) as { url: string; valueString: string }[]
  const text = first?.valueString ?? ''
  expect(change(text)).not.toBe(text)
  const changed = { ...request, extension: [{ ...first, valueString: change(text) }] } as ServiceRequest
  await rig.vault.commit(rig.people.derm, { name: 'test.change', action: 'U' }, [rig.records.put(changed)])
  expect(await shown(patientId as never)).toEqual({ valid: false, key })
  const differs = resultSignaturesIn(changed as Resource)[0]?.differs
  expect(differs).toEqual(key === 'holds' || _what === 'another signer' ? ['content'] : [])
})

it('a corrected result is not what was signed: the order asks for a signature anew, and both stand', async () => {
  const { patientId, orderId, report } = await signed()
  await rig.arrive({ ...report, status: 'corrected', conclusion: '131 U/L' } as never)
  const [order] = await rig.service.ofPatient({ patientId: patientId as never }, derm())
  expect(order?.state).toBe('resulted')
  const seen = order?.results.map(({ digest }) => digest) ?? []
  const again = await rig.service.signResult({ orderId: orderId as never, eventId: fresh(), seen }, derm())
  expect(again.events.filter(({ what }) => what === 'signed').map(({ signature }) => signature?.key)).toEqual([
    'holds',
    'holds',
  ])
})
