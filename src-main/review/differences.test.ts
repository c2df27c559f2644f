import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BlobId, PatientId } from '../../src-shared/ids.ts'
import { forkDarkroom, openSurveyor } from '../imaging/index.ts'
import { openRig } from './rig/open.ts'

const entry = fileURLToPath(new URL('../imaging/survey/surveyor-process.ts', import.meta.url))
const surveyor = openSurveyor({ start: () => forkDarkroom(entry), log: () => undefined })
let rig: Awaited<ReturnType<typeof openRig>>
beforeAll(async () => {
  rig = await openRig(surveyor)
})
afterAll(async () => {
  surveyor.close()
  await rig.close()
})

const size = { width: 1000, height: 800 }

/** A back with some sixty moles, always the same ones, and what else is asked for. */
function back(extra: readonly (readonly [x: number, y: number, radius: number])[] = []): string {
  let seed = 11
  const next = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const moles = Array.from({ length: 60 }, () => [40 + 920 * next(), 40 + 720 * next(), 2.5 + 5 * next()] as const)
  const dots = [...moles, ...extra].map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="#5a3a2c"/>`)
  return `<svg width="1000" height="800"><rect width="1000" height="800" fill="#dcb29b"/>${dots.join('')}</svg>`
}

const shown = (svg: string, turned = 0): Promise<Uint8Array> =>
  sharp(Buffer.from(svg))
    .rotate(turned, { background: '#dcb29b' })
    .resize({ ...size, fit: 'cover' })
    .blur(0.8)
    .jpeg({ quality: 92 })
    .toBuffer()

async function pairOf(
  now: Uint8Array,
  before: Uint8Array,
): Promise<{ patientId: PatientId; blobId: BlobId; priorBlobId: BlobId }> {
  const { patientId } = await rig.addPatient('Body')
  const lesionId = await rig.addLesion(patientId)
  return {
    patientId,
    priorBlobId: await rig.addPicture(patientId, lesionId, before),
    blobId: await rig.addPicture(patientId, lesionId, now),
  }
}

it('points at the one place that is new, and says how well the pictures lie', async () => {
  const [now, before] = await Promise.all([shown(back([[520, 410, 8]])), shown(back(), 2)])
  const { blobId, priorBlobId } = await pairOf(now, before)
  const found = await rig.service.differences({ blobId, priorBlobId }, rig.me)
  expect(found.verdict).toBe('accepted')
  expect(found.inliers).toBeGreaterThan(20)
  expect(found.residualPx).toBeLessThan(5)
  const hits = found.candidates.filter(({ centre: [x, y] }) => Math.hypot(x - 520, y - 410) < 12)
  expect(hits).toHaveLength(1)
  // What is left over at the rim of the turned picture may be pointed at, too; a person looks.
  expect(found.candidates.length).toBeLessThan(8)
})

it('points at nothing where nothing changed, and at nothing where the two cannot be laid over each other', async () => {
  const same = await pairOf(await shown(back()), await shown(back()))
  expect(await rig.service.differences(same, rig.me)).toMatchObject({ verdict: 'accepted', candidates: [] })
  const blank = await shown('<svg width="1000" height="800"><rect width="1000" height="800" fill="#dcb29b"/></svg>')
  const strange = await pairOf(await shown(back()), blank)
  const refused = await rig.service.differences(strange, rig.me)
  expect(refused).toMatchObject({ verdict: 'refused', candidates: [] })
  expect(refused.reasons.length).toBeGreaterThan(0)
})

it('refuses a pair of two patients and a picture that was taken out', async () => {
  const one = await pairOf(await shown(back()), await shown(back()))
  const other = await pairOf(await shown(back()), await shown(back()))
  await expect(rig.service.differences({ ...one, priorBlobId: other.priorBlobId }, rig.me)).rejects.toMatchObject({
    code: 'capture.wrongPatient',
  })
  rig.setState(one.priorBlobId, 'voided')
  await expect(rig.service.differences(one, rig.me)).rejects.toMatchObject({ code: 'review.imageVoided' })
})
