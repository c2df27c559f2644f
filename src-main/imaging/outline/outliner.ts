import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { classicalOutline } from '../../../src-shared/imaging/outline/classical.ts'
import { fieldOf, planesOf, side, views } from '../../../src-shared/imaging/outline/planes.ts'
import { ringOf } from '../../../src-shared/imaging/outline/ring.ts'
import { greyed, isBlank, squareOf } from '../../../src-shared/imaging/outline/square.ts'
import type { Suggestion } from '../../../src-shared/imaging/outline/suggestion.ts'
import type { Pixels } from '../../../src-shared/imaging/verdict.ts'
import { besideBuild } from '../../kernel/beside.ts'

const own = 'src-main/imaging/outline/outline.onnx'
const maker = { name: 'cutis-outline', version: '1' }

/** Suggests where the lesion of a picture ends; a clinician confirms, changes or refuses it. */
export interface Outliner {
  readonly origin: Suggestion['origin']
  readonly outline: (pixels: Pixels) => Promise<Suggestion>
}

/** The session of the model, on one thread; everything it needs is read from the program's own folder. */
async function sessionOf(model: string) {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web/wasm')
  const wasm = await readFile(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'))
  env.wasm.numThreads = 1
  env.wasm.wasmBinary = new Uint8Array(wasm).buffer
  const session = await InferenceSession.create(await readFile(model), { executionProviders: ['wasm'] })
  return async (planes: Float32Array): Promise<Float32Array> => {
    const { logits } = await session.run({ planes: new Tensor('float32', planes, [views, 5, side, side]) })
    if (!(logits?.data instanceof Float32Array)) throw new Error('the model answered nothing')
    return logits.data
  }
}

/** Opens the outline model (training/README.md); where it cannot be loaded, the classical way that says so of itself. */
export async function openOutliner(model = besideBuild(own, import.meta.dirname)): Promise<Outliner> {
  try {
    if (model === undefined) throw new Error('no model')
    const answer = await sessionOf(model)
    return {
      origin: 'model',
      outline: async pixels => {
        const square = squareOf(pixels, side)
        const made = { origin: 'model', maker } as const
        if (isBlank(square)) return { ...made, found: false, reason: 'blank' }
        return { ...made, ...ringOf(fieldOf(await answer(planesOf(greyed(square)))), pixels) }
      },
    }
  } catch {
    // Not there, damaged, or no WebAssembly: a weaker suggestion is better than none, and it carries its own name.
    return { origin: 'classical', outline: async pixels => await Promise.resolve(classicalOutline(pixels)) }
  }
}
