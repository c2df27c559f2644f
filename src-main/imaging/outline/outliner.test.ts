import { expect, test } from 'vitest'
import { drawDermoscopy } from '../../../src-shared/imaging/draw.ts'
import { openOutliner } from './outliner.ts'

const drawn = drawDermoscopy({ seed: 1, visit: 0, tone: 2, widthPx: 640, heightPx: 480, hairs: 4 })

test('the shipped model outlines a drawn lesion, and nothing on a blank frame', async () => {
  const outliner = await openOutliner()
  const found = await outliner.outline(drawn)
  expect(found).toMatchObject({ found: true, origin: 'model', maker: { name: 'cutis-outline' } })
  const xs = found.found ? found.ring.map(({ x }) => x) : []
  expect(Math.min(...xs)).toBeLessThan(320)
  expect(Math.max(...xs)).toBeGreaterThan(320)
  const blank = { width: 64, height: 48, data: new Uint8ClampedArray(64 * 48 * 4).fill(200) }
  expect(await outliner.outline(blank)).toMatchObject({ found: false, reason: 'blank' })
}, 60_000)

test('without the model the classical way answers under its own name', async () => {
  const outliner = await openOutliner('/nowhere/outline.onnx')
  expect(outliner.origin).toBe('classical')
  expect(await outliner.outline(drawn)).toMatchObject({ origin: 'classical', found: true })
}, 60_000)
