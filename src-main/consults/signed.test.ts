import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosticReport, type Provenance, type Task } from '../../src-shared/fhir/index.ts'
import { keyIn, readCompact, signingStore } from '../signing/index.ts'
import { reportSignatureIn } from './binding.ts'
import { answeredIn, plain } from './rig/cases.ts'
import { openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

const derm = () => rig.as(rig.people.derm)
const shown = async (consultId: string) =>
  (await rig.service.consult({ consultId: consultId as never }, derm())).answer?.signature
const paper = (consultId: string) => rig.service.paper({ consultId: consultId as never, sheet: 'A4' }, derm())
const printed = async (consultId: string) =>
  JSON.parse(Buffer.from((await paper(consultId)).pdf, 'base64').toString()) as {
    signature: { hash: string; key?: { keyId: string } }
  }

/** Changes the body of a consult's Task as somebody who writes into the database might. */
async function meddle(consultId: string, change: (text: string) => string): Promise<void> {
  const task = await rig.records.read('Task', consultId)
  const [first, ...rest] = (task?.extension ?? []) as { url: string; valueString: string }[]
  if (!(task && first)) throw new Error('no task')
  const extension = [{ ...first, valueString: change(first.valueString) }, ...rest]
  const put = rig.records.put({ ...task, extension } as Task)
  await rig.vault.commit(rig.people.derm, { name: 'test.change', action: 'U' }, [put])
}

describe('a signed answer', () => {
  it('is signed by the dermatologist’s key without a code, on the record, its report and a Provenance', async () => {
    const { consultId, consult } = await answeredIn(rig, 'Signed')
    const { hash } = consult.answer?.signature ?? { hash: '' }
    expect(consult.answer?.signature).toEqual({
      hash: expect.stringMatching(/^[\da-f]{64}$/),
      valid: true,
      key: 'holds',
    })
    const report = DiagnosticReport.parse(await rig.records.read('DiagnosticReport', consultId))
    const told = reportSignatureIn(report)
    expect(told).toMatchObject({ differs: [], statement: { kind: 'consult-report', id: consultId, hash } })
    const provenances = (await rig.vault.store(signingStore).provenances()).map(
      ({ body }) => JSON.parse(body) as Provenance,
    )
    expect(provenances.map(({ target }) => target[0]?.reference)).toEqual([`DiagnosticReport/${consultId}`])
    const compact = Buffer.from(provenances[0]?.signature?.[0]?.data ?? '', 'base64').toString()
    expect(readCompact(compact)).toEqual({ statement: told?.statement, signature: told?.signature })
  })

  it('uses one key for all of them, and another person’s is another', async () => {
    const [one, two] = [await answeredIn(rig, 'First'), await answeredIn(rig, 'Second')]
    const idOf = async (consultId: string) =>
      reportSignatureIn(DiagnosticReport.parse(await rig.records.read('DiagnosticReport', consultId)))?.signature?.keyId
    expect(await idOf(one.consultId)).toBe(await idOf(two.consultId))
    const keys = await rig.vault.store(signingStore).records()
    expect(keys.map(({ body }) => keyIn(JSON.parse(body))?.person)).toEqual([rig.people.derm.userId])
  })

  it('prints with the key on the code of its paper', async () => {
    const { consultId, consult } = await answeredIn(rig, 'Paper')
    const { signature } = await printed(consultId)
    expect(signature.hash).toBe(consult.answer?.signature?.hash)
    expect(signature.key?.keyId).toMatch(/^[\w-]{43}$/)
  })
})

describe('an answer that was meddled with', () => {
  it.each([
    [
      'a changed word',
      (text: string) => text.replace('Looks like an ordinary mole.', 'Looks like a melanoma.'),
      'holds',
    ],
    ['a changed outcome', (text: string) => text.replace('"outcome":"ROUTINE_APPT"', '"outcome":"SOON_APPT"'), 'holds'],
    [
      'another signer',
      (text: string) => text.replace(/"byId":"([^"]+)"(?=,"signed")/, '"byId":"5f0c1d6e-2b93-4b0e-9a56-1c4d3e2f7a80"'),
      'broken',
    ],
    ['another hash', (text: string) => text.replace(/"hash":"[\da-f]{2}/, '"hash":"zz'), 'broken'],
  ] as const)('%s shows, and is not printed', async (_what, change, key) => {
    const { consultId } = await answeredIn(rig, 'Changed')
    await meddle(consultId, text => {
      expect(change(text)).not.toBe(text)
      return change(text)
    })
    expect(await shown(consultId)).toMatchObject({ valid: false, key })
    await expect(paper(consultId)).rejects.toMatchObject({ code: 'consults.altered' })
  })

  it('one of before there were signatures says so by having none, and is printed with a hash alone', async () => {
    const { consultId } = await answeredIn(rig, 'Before')
    await meddle(consultId, text => text.replace(/,"signed":\{.*?\}\}\}\}/, ''))
    expect(await shown(consultId)).toBeUndefined()
    expect((await printed(consultId)).signature.key).toBeUndefined()
  })

  it('in its report alone shows outside', async () => {
    const { consultId } = await answeredIn(rig, 'Outside', { ...plain, advice: 'Sun cream.' })
    const report = DiagnosticReport.parse(await rig.records.read('DiagnosticReport', consultId))
    const differs = (more: object) => reportSignatureIn({ ...report, ...more } as never)?.differs
    expect(differs({ conclusion: 'All is well.' })).toEqual(['conclusion'])
    expect(differs({ media: [{ link: { reference: 'Media/other' } }] })).toEqual(['media'])
    expect(differs({ id: 'other' })).toEqual(['id'])
    const extension = JSON.parse(JSON.stringify(report['extension']).replace('Sun cream.', 'Nothing.')) as object
    expect(differs({ extension })).toEqual(['content', 'conclusion'])
    expect(reportSignatureIn({ ...report, extension: [] } as never)).toBeUndefined()
  })
})
