import { spawn } from 'node:child_process'
import { DeviceError, type DeviceFault } from '../../errors.ts'
import { paused } from '../../image-session.ts'
import { type LightCommand, lightFamilyOf, settleMs, type UnitWrite, unitWritesOf } from './commands.ts'
import { type VideoNode, videoNodes } from './video-node.ts'

/** Why a camera's light cannot be set here. */
export type LightWhy =
  /** Only Linux lets another program reach a camera that the browser shows. */
  | 'platform'
  /** Its maker published no protocol for this model. */
  | 'model'
  /** This model has no such command, or not that value. */
  | 'command'
  /** No USB camera of these numbers has a picture node. */
  | 'not-there'
  /** Two cameras of the same numbers: which one is meant cannot be told. */
  | 'ambiguous'
  /** The helper program is not installed. */
  | 'helper'
  /** The driver knows the control by another length: models of 1.2 megapixels say so wrongly and need a change in the kernel. */
  | 'length'

export type LightAnswer = { readonly state: 'set' } | { readonly state: 'unsupported'; readonly why: LightWhy }

export interface LightNeeds {
  readonly platform: NodeJS.Platform
  /** native/uvc-control, built; undefined where it is not. */
  readonly helper: string | undefined
  readonly nodes?: () => Promise<readonly VideoNode[]>
  readonly run?: (program: string, args: readonly string[], signal: AbortSignal) => Promise<number>
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface LightCamera {
  readonly vendorId: number
  readonly productId: number
  readonly serial?: string | undefined
}

const no = (why: LightWhy): LightAnswer => ({ state: 'unsupported', why })

/** The helper's exit codes that are a fault of the device or of the right to it. */
const faults: Readonly<Record<number, DeviceFault>> = {
  6: 'devices.stalled',
  7: 'devices.permission',
  8: 'devices.gone',
}

/** Sets a Dino-Lite's light or exposure. Rejects DeviceError: devices.permission, .gone, .stalled, .cancelled. Not tried on a real camera. */
export async function setLight(
  needs: LightNeeds,
  { camera, command }: { readonly camera: LightCamera; readonly command: LightCommand },
  signal: AbortSignal,
): Promise<LightAnswer> {
  const { platform, helper, nodes = videoNodes } = needs
  if (platform !== 'linux') return no('platform')
  const family = lightFamilyOf(camera.vendorId, camera.productId)
  if (!family) return no('model')
  const writes = unitWritesOf(family, command)
  if (!writes) return no('command')
  if (helper === undefined) return no('helper')
  const fitting = (await nodes()).filter(node => isSame(node, camera))
  const [node] = fitting
  if (!node) return no('not-there')
  if (fitting.length > 1) return no('ambiguous')
  return await written({ ...needs, helper }, { node, writes }, signal)
}

const isSame = (node: VideoNode, { vendorId, productId, serial }: LightCamera): boolean =>
  node.vendorId === vendorId && node.productId === productId && (serial === undefined || node.serial === serial)

async function written(
  { helper, run = exitOf, pause = paused }: LightNeeds & { readonly helper: string },
  { node, writes }: { readonly node: VideoNode; readonly writes: readonly UnitWrite[] },
  signal: AbortSignal,
): Promise<LightAnswer> {
  for (const { unit, selector, bytes } of writes) {
    const args = [node.path, String(unit), String(selector), Buffer.from(bytes).toString('hex')]
    const code = await run(helper, args, signal)
    if (signal.aborted) throw new DeviceError('devices.cancelled', 'light')
    const fault = faults[code]
    if (fault) throw new DeviceError(fault, 'light')
    if (code === 3 || code === 4) return no('not-there')
    if (code === 5) return no('length')
    if (code !== 0) return no('helper')
    await pause(settleMs, signal)
  }
  return { state: 'set' }
}

const helperMs = 3000

/** Runs the helper with fixed arguments and without a shell, and answers how it ended. */
async function exitOf(program: string, args: readonly string[], signal: AbortSignal): Promise<number> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(helperMs)])
  return await new Promise(resolve => {
    const child = spawn(program, args, { stdio: 'ignore', signal: until, killSignal: 'SIGKILL', env: {} })
    child.once('error', () => resolve(until.aborted ? 6 : -1))
    child.once('exit', code => resolve(code ?? 6))
  })
}
