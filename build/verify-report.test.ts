import { afterEach, beforeEach, expect, it } from 'vitest'
import { answeredIn } from '../src-main/consults/rig/cases.ts'
import { openRig, type Rig } from '../src-main/consults/rig/open.ts'
import { reportPayloadOf } from '../src-main/documents/report-code.ts'
import { signingStore } from '../src-main/signing/index.ts'
import { ConsultReport } from '../src-shared/documents/index.ts'
import { keysIn, reportOn } from './signatures.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

/** A signed consult report as a Bundle of what is held, and the text of its paper's code. */
async function sent() {
  const { consultId } = await answeredIn(rig, 'Outside')
  const paper = await rig.service.paper({ consultId, sheet: 'A4' }, rig.as(rig.people.derm))
  const printed = ConsultReport.parse(JSON.parse(Buffer.from(paper.pdf, 'base64').toString()))
  const store = rig.vault.store(signingStore)
  const read = (rows: readonly { body: string }[]) => rows.map(({ body }) => JSON.parse(body) as { id: string })
  const [keys, provenances] = [read(await store.records()), read(await store.provenances())]
  const report = await rig.records.read('DiagnosticReport', consultId)
  const bundle = { resourceType: 'Bundle', entry: [...provenances, report].map(resource => ({ resource })) }
  return {
    consultId,
    text: JSON.stringify(bundle),
    keys: keysIn({ entry: keys.map(resource => ({ resource })) }),
    code: reportPayloadOf(printed, 'cd'.repeat(32)) ?? '',
  }
}

it('an outsider sees who signed a consult report, and that a changed word is another report', async () => {
  const { text, keys } = await sent()
  const signatures = (told: string) => reportOn(told, keys)?.signatures ?? []
  expect(signatures(text).map(({ where, kind, holds }) => [where.split('/')[0], kind, holds])).toEqual([
    ['DiagnosticReport', 'consult-report', true],
    ['Provenance', 'consult-report', true],
  ])
  expect(signatures(text)[0]).toMatchObject({
    signer: { name: 'Dr. Skin', role: 'dermatologist' },
    unchecked: ['subject', 'encounter'],
  })
  for (const [was, is] of [
    ['Come back if it changes.', 'Never come back.'],
    ['"code":"ROUTINE_APPT"', '"code":"DISCHARGE_WITH_ADVICE"'],
  ] as const) {
    expect(text).toContain(was)
    expect(signatures(text.replaceAll(was, is)).map(({ holds }) => holds)).toEqual([false, false])
  }
  expect(reportOn(text, [])?.signatures.map(({ key }) => key)).toEqual(['unknown', 'unknown'])
})

const another = (value: string | number) =>
  typeof value === 'number' ? value + 1 : (value.startsWith('1') ? '2' : '1') + value.slice(1)

it('the code on its paper is proved without asking anybody, and no word of it can be changed', async () => {
  const { code, keys, consultId } = await sent()
  expect(reportOn(code, keys)?.signatures).toMatchObject([
    { holds: true, id: consultId, kind: 'consult-report-code', says: { outcome: 'ROUTINE_APPT', signer: 'Dr. Skin' } },
  ])
  expect(code).not.toContain('Outside')
  const says = JSON.parse(code.slice('CUTIS-CR:'.length)) as Record<string, string | number>
  const holds = (told: object) => reportOn(`CUTIS-CR:${JSON.stringify(told)}`, keys)?.signatures.every(one => one.holds)
  for (const [name, value] of Object.entries(says)) {
    // Of the page, which was not printed yet when the code was signed.
    if (name === 'h') continue
    expect([name, holds({ ...says, [name]: another(value) }) ?? false]).toEqual([name, false])
  }
  expect(reportOn(code.replace('CUTIS-CR:', 'CUTIS-RX:'), keys)).toBeUndefined()
})
