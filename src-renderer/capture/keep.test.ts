import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseId } from '../../src-shared/ids.ts'
import { EngineGone } from '../link/wire.ts'
import { type Attempt, type KeepAbout, keepStill, sha256Of } from './keep.ts'

const caseId = '0f8fad5b-d9cb-469f-a165-70867728950e' as CaseId
const about: KeepAbout = {
  caseId,
  siteCode: '36141000',
  view: 'close-up',
  takenAt: '2026-11-24T14:05:00Z',
  device: { label: 'camera', source: 'camera' },
}
const bytes = Promise.resolve(new Blob(['picture']))
const coded = (code: string) => Object.assign(new Error(code), { code })

type Mishap = 'none' | 'upload-refused' | 'keep-refused' | 'answer-lost' | 'never-arrived' | 'upload-gone' | 'flipped'

/** An engine that keeps a picture per call unless told otherwise, as a real one does. */
const engine = () => {
  const kept: Shot[] = []
  const uploads = new Map<string, string>()
  let mishap: Mishap = 'none'
  return {
    kept,
    uploads,
    next: (next: Mishap) => {
      mishap = next
    },
    needs: {
      digest: sha256Of,
      upload: async (blob: Blob) => {
        if (mishap === 'upload-refused') throw coded('vault.full')
        const sha256 = mishap === 'flipped' ? 'f00' : await sha256Of(blob)
        const uploadId = `u${uploads.size}`
        uploads.set(uploadId, sha256)
        return { uploadId, sha256, sizeBytes: blob.size, mediaType: 'image/png', widthPx: 1, heightPx: 1 }
      },
      capture: {
        shots: async () => [...kept],
        keep: async ({ uploadId }: { uploadId: string }) => {
          if (mishap === 'keep-refused') throw coded('vault.full')
          if (mishap === 'never-arrived') throw new EngineGone()
          const sha256 = mishap === 'upload-gone' ? undefined : uploads.get(uploadId)
          if (sha256 === undefined) throw coded('capture.uploadGone')
          const shot = { blobId: uploadId, sha256 } as unknown as Shot
          kept.push(shot)
          if (mishap === 'answer-lost') throw new EngineGone()
          return shot
        },
      } as never,
    },
  }
}

describe('keeping a picture', () => {
  test('whatever goes wrong on the way, tries until success keep it exactly once', async () => {
    const mishaps = fc.array(
      fc.constantFrom<Mishap>(
        'upload-refused',
        'keep-refused',
        'answer-lost',
        'never-arrived',
        'upload-gone',
        'flipped',
      ),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(mishaps, async list => {
        const house = engine()
        let before: Attempt = {}
        for (const mishap of [...list, 'none', 'none'] as const) {
          house.next(mishap)
          const answer = await keepStill(house.needs, bytes, { about, before })
          if (answer.ok) break
          before = answer.attempt
        }
        expect(house.kept).toHaveLength(1)
        expect(house.kept[0]?.sha256).toBe(await sha256Of(await bytes))
      }),
    )
  })

  test('bytes that changed on their way are never kept', async () => {
    const house = engine()
    house.next('flipped')
    const answer = await keepStill(house.needs, bytes, { about, before: {} })
    expect(answer).toMatchObject({ ok: false, error: { code: 'capture.damaged' }, attempt: {} })
    expect(house.kept).toHaveLength(0)
  })

  test('a refusal is told with its code, and the next try does not send the bytes again', async () => {
    const house = engine()
    house.next('keep-refused')
    const answer = await keepStill(house.needs, bytes, { about, before: {} })
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault.full' } })
    house.next('none')
    if (!answer.ok) await keepStill(house.needs, bytes, { about, before: answer.attempt })
    expect(house.uploads.size).toBe(1)
    expect(house.kept).toHaveLength(1)
  })
})
