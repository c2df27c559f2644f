import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TemplateName, templates } from '../../src-shared/documents/index.ts'
import { type DarkroomProcess, forkDarkroom } from '../imaging/index.ts'
import type { Pictures } from './pictures.ts'
import { reportCodeIn } from './report-code.ts'
import { leavesOf } from './rig/leaves.ts'
import { jpeg, samples } from './rig/samples.ts'
import { openDocuments } from './service.ts'
import { verifyOf } from './verify.ts'

const entry = join(import.meta.dirname, 'press-process.ts')
const said: string[] = []
let starts = 0
const start = (): DarkroomProcess => {
  starts++
  return forkDarkroom(entry)
}
const documents = openDocuments({ start, log: event => said.push(event) })
let images: Pictures
let folder: string
beforeAll(async () => {
  images = { overview: await jpeg(150), close: await jpeg(140, 400, 400) }
  folder = mkdtempSync(join(tmpdir(), 'cutis-paper-'))
})
afterAll(() => {
  documents.close()
  rmSync(folder, { recursive: true, force: true })
})

const key = { keyId: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k', value: 'Zx9'.repeat(29).slice(0, 86) }
const names = Object.keys(samples) as TemplateName[]
const tools = ['pdftotext', 'pdftoppm', 'pdfinfo'].filter(tool => spawnSync(tool, ['-v']).error !== undefined)
const poppler = tools.length === 0 ? '' : ` (not run: ${tools.join(', ')} of poppler-utils is not installed)`

const fileOf = (bytes: Uint8Array): string => {
  const path = join(folder, 'paper.pdf')
  writeFileSync(path, bytes)
  return path
}
const run = (tool: string, args: readonly string[]): string =>
  spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout
/** What a reader finds on it, without white space, which depends on where lines end. */
const textOf = (bytes: Uint8Array): string => bare(run('pdftotext', ['-layout', fileOf(bytes), '-']))
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()

describe('the file', () => {
  test.each(names)(
    'of %s is the same for the same input, and a PDF with neither script nor link nor time of its own',
    async name => {
      const [one, two] = [
        await documents.render(name, samples[name], images),
        await documents.render(name, samples[name], images),
      ]
      expect(Buffer.compare(one.bytes, two.bytes)).toBe(0)
      const raw = Buffer.from(one.bytes).toString('latin1')
      expect(raw.slice(0, 8)).toBe('%PDF-1.7')
      expect(raw).not.toMatch(/\/(JavaScript|JS|URI|OpenAction|AA|Launch|EmbeddedFile|Annots)\b/)
      expect(raw).toMatch(/\/MarkInfo/)
      expect(raw).toMatch(/\/Lang \(/)
      expect(raw).toMatch(/D:20260309130500Z/)
      expect(raw).not.toMatch(new RegExp(`D:${new Date().getFullYear()}(?!0309)`))
      expect(one.attachment).toEqual({
        sizeBytes: one.bytes.length,
        sha1: expect.stringMatching(/^[\w+/]{27}=$/) as string,
      })
      expect(one.missing).toEqual([])
    },
  )
  test('comes from one process for all', () => expect([starts, said]).toEqual([1, []]))
  test('has the same content hash on another sheet, and another where a word changed', async () => {
    const letter = samples['referral-letter']
    const hash = async (change: object) =>
      (await documents.render('referral-letter', { ...letter, ...change }, images)).contentHash
    const first = await hash({})
    expect(await hash({ paper: 'Letter' })).toBe(first)
    expect(await hash({ question: 'Another.' })).not.toBe(first)
  })
})

describe.skipIf(poppler !== '')(`on paper${poppler}`, () => {
  const sheets = names.flatMap(name => (['A4', 'Letter'] as const).map(paper => [name, paper] as const))
  test.each(sheets)(
    'every field of %s stands on %s, and every page has its foot and its patient',
    async (name, paper) => {
      const data = templates[name].parse({ ...samples[name], paper })
      const { bytes, pages, contentHash } = await documents.render(name, data as never, images)
      const text = textOf(bytes)
      expect(leavesOf(data).filter(leaf => !text.includes(bare(leaf)))).toEqual([])
      for (let page = 1; page <= pages; page++) {
        const one = bare(run('pdftotext', ['-f', `${page}`, '-l', `${page}`, '-layout', fileOf(bytes), '-']))
        expect(one).toContain(bare(`Page ${page} of ${pages}`))
        expect(one).toContain(bare(`Document ${data.id} · SHA-256 ${contentHash.slice(0, 16)}`))
        expect(one).toContain(bare('patient' in data ? data.patient.name : 'CUT-0417'))
      }
    },
  )
  test('it is tagged: headings, tables with their heads, figures with words for them', async () => {
    const { bytes } = await documents.render('referral-letter', samples['referral-letter'], images)
    const structure = run('pdfinfo', ['-struct', fileOf(bytes)])
    for (const tag of ['Document', 'H1', 'H2', 'Table', 'TH', 'TD', 'LBody', 'Figure']) expect(structure).toContain(tag)
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Alt (Picture 2: Dermoscopy, contact polarised)')
    expect(run('pdfinfo', [fileOf(bytes)])).toMatch(/Title:\s+Referral[\s\S]*Tagged:\s+yes[\s\S]*JavaScript:\s+no/)
  })
  test('a long name, sixty lines of text and twelve pictures find their place', async () => {
    const name = `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(4)} ${'Anna '.repeat(11)}`.trim()
    const lines = Array.from({ length: 60 }, (_, at) => `Line ${at + 1} of the history.`)
    const many = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => [`p${at}`, await jpeg(100 + at)] as const),
    )
    const pictures = many.map(([image], at) => ({ image, caption: `Picture of place ${at + 1}` }))
    const letter = { ...samples['referral-letter'], history: lines.join('\n'), pictures }
    const data = { ...letter, patient: { ...letter.patient, name } }
    const paper = await documents.render('referral-letter', data, { ...images, ...Object.fromEntries(many) })
    const text = textOf(paper.bytes)
    expect(text).toContain(bare(name))
    expect([...lines, ...pictures.map(({ caption }) => caption)].filter(line => !text.includes(bare(line)))).toEqual([])
    expect(run('pdfimages', ['-list', fileOf(paper.bytes)]).split('\n').length).toBeGreaterThanOrEqual(12)
  })
})

describe.skipIf(poppler !== '')(`on paper, at the edges${poppler}`, () => {
  test('what was not told leaves no empty heading', async () => {
    const { patient, to, from, urgency, reason, question, ...rest } = samples['referral-letter']
    const { id, edition, language, created, paper, clinic } = rest
    const bones = { id, edition, language, created, paper, clinic, to, from, urgency, reason, question }
    const small = {
      ...bones,
      status: 'draft' as const,
      patient: { name: patient.name, birthDate: patient.birthDate, sex: 'Female' },
    }
    const text = textOf((await documents.render('referral-letter', small)).bytes)
    for (const heading of ['History', 'Problems', 'Medicines', 'Findings', 'Pictures', 'Registered pair', 'Coverage'])
      expect(text).not.toContain(bare(heading))
    expect(text).toContain(bare('Allergies Not recorded'))
    expect(text).toContain(bare('DRAFT. Not valid until it is signed.'))
    expect(text).toContain(bare('Not signed electronically'))
  })
  test('what the font cannot show is a box, counted in a note, and never lost in silence', async () => {
    const letter = samples['referral-letter']
    const data = { ...letter, history: 'Named 漢字 by the family. عربي. Steered \u202Eback\u202C.' }
    const { bytes, missing } = await documents.render('referral-letter', data, images)
    expect(missing).toEqual(['U+6F22', 'U+5B57', 'U+0639', 'U+0631', 'U+0628', 'U+064A', 'U+202E', 'U+202C'])
    const text = textOf(bytes)
    expect(text).toContain(bare('Named □□ by the family. □□□□. Steered □back□.'))
    expect(text).toContain(bare('Characters that cannot be printed are shown as □: U+6F22, U+5B57'))
  })
  test('signs, accents, Greek, Cyrillic and Vietnamese are printed', async () => {
    const signs = '≥ ≤ ± ½ ¼ ¾ µ μ × ÷ ° ² ³ → √ ∞ ≈ ≠ ‰ € Ж я Ω α β Ș ế ạ e\u0301'
    const { bytes, missing } = await documents.render(
      'referral-letter',
      { ...samples['referral-letter'], history: signs },
      images,
    )
    expect(missing).toEqual([])
    expect(textOf(bytes)).toContain(bare(signs))
  })
  const { signature } = templates.prescription.parse(samples.prescription)
  test.each([
    ['A4', signature],
    ['Letter', signature],
    ['A4', signature && { ...signature, key }],
    ['Letter', signature && { ...signature, key }],
  ] as const)(
    'the code of a prescription, signed by a key or not, is read from the printed %s page and fits the record',
    async (paper, signed) => {
      const data = { ...samples.prescription, paper, ...(signed && { signature: signed }) }
      const { bytes, pages } = await documents.render('prescription', data)
      expect(pages).toBe(1)
      run('pdftoppm', ['-r', '200', '-png', '-singlefile', fileOf(bytes), join(folder, 'page')])
      const payload = await readCode(readFileSync(join(folder, 'page.png')))
      expect(verifyOf(payload, templates.prescription.parse(data))).toEqual({ same: true })
      const { name } = data.patient
      expect(payload).not.toContain(name)
      expect(payload.includes(key.value)).toBe(signed?.key !== undefined)
    },
  )
})

async function readCode(png: Uint8Array): Promise<string> {
  // As one holds a reader over it: the lower left of the sheet.
  const { width, height } = await sharp(png).metadata()
  const [half, third] = [Math.floor(height / 2), Math.floor(width / 3.4)]
  const near = sharp(png).extract({ left: 0, top: half, width: third, height: height - half - 140 })
  const { data, info } = await near.greyscale().raw().toBuffer({ resolveWithObject: true })
  const grey = new RGBLuminanceSource(new Uint8ClampedArray(data), info.width, info.height)
  return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(grey))).getText()
}

test.skipIf(tools.length > 0)(
  `the code of a consult report signed by a key is read from its printed page${poppler}`,
  async () => {
    const report = templates['consult-report'].parse(samples['consult-report'])
    const signed = { ...report, pictures: undefined, signature: report.signature && { ...report.signature, key } }
    const { bytes, pages } = await documents.render('consult-report', signed)
    run('pdftoppm', ['-r', '200', '-png', '-singlefile', '-f', `${pages}`, fileOf(bytes), join(folder, 'report')])
    const page = sharp(readFileSync(join(folder, 'report.png')))
    const { data, info } = await page.greyscale().raw().toBuffer({ resolveWithObject: true })
    const grey = new RGBLuminanceSource(new Uint8ClampedArray(data), info.width, info.height)
    const hints = new Map([[DecodeHintType.TRY_HARDER, true]])
    const payload = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(grey)), hints).getText()
    expect(reportCodeIn(payload)).toMatchObject({
      says: { id: report.id, outcome: report.outcome.code },
      signature: { keyId: key.keyId, value: key.value },
    })
    expect(payload).not.toContain(report.patient.name)
  },
)

describe('refused', () => {
  const letter = samples['referral-letter']
  const code = async (promise: Promise<unknown>) =>
    await promise.then(
      () => 'made',
      (error: unknown) => (error as { code?: string }).code,
    )
  test('a paper that is not complete', async () => {
    expect(await code(documents.render('referral-letter', { ...letter, question: ' ' }, images))).toBe(
      'documents.unfit',
    )
  })
  test('a picture that is missing, is no JPEG, or tells more than itself', async () => {
    const withExif = new Uint8Array(
      await sharp(await jpeg(1))
        .withExif({ IFD0: { Artist: 'Somebody' } })
        .jpeg()
        .toBuffer(),
    )
    const png = new Uint8Array(
      await sharp(await jpeg(1))
        .png()
        .toBuffer(),
    )
    const cut = (images['close'] ?? new Uint8Array()).slice(0, 30)
    for (const close of [undefined, png, withExif, cut, new Uint8Array(5 << 20)]) {
      const given = { overview: images['overview'] ?? png, ...(close && { close }) }
      expect(await code(documents.render('referral-letter', letter, given))).toBe('documents.picture')
    }
  })
  test('a prescription with a character that cannot be printed', async () => {
    const data = { ...samples.prescription, directions: 'Take 一 tablet' }
    expect(await code(documents.render('prescription', data))).toBe('documents.unprintable')
  })
  test('a paper of more pages than anybody reads', async () => {
    const one = 'x\n'.repeat(5900)
    const data = { ...letter, history: one, reason: one, question: one }
    expect(await code(documents.render('referral-letter', data, images))).toBe('documents.tooLong')
  })
  test('everything once the room is closed, and what a press that died had in hand', async () => {
    const dying = openDocuments({
      start: () => {
        const child = forkDarkroom(entry)
        return { ...child, send: () => child.kill() }
      },
      log: () => undefined,
    })
    expect(await code(dying.render('prescription', samples.prescription))).toBe('documents.failed')
    dying.close()
    expect(await code(dying.render('prescription', samples.prescription))).toBe('documents.closed')
  })
})
