import { spawn } from 'node:child_process'
import type { LightAnswer, LightCommand, LightOffer, LightWhy } from '../../../../src-shared/contract/light.ts'
import { DeviceError, type DeviceFault } from '../../errors.ts'
import { paused } from '../../image-session.ts'
import { commandsOf, type LightFamily, lightFamilyOf, settleMs, type UnitWrite, unitWritesOf } from './commands.ts'
import { type VideoNode, videoNodes } from './video-node.ts'

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

const no = (why: LightWhy): { state: 'unsupported'; why: LightWhy } => ({ state: 'unsupported', why })

/** The helper's exit codes that are a fault of the device or of the right to it. */
const faults: Readonly<Record<number, DeviceFault>> = {
  6: 'devices.stalled',
  7: 'devices.permission',
  8: 'devices.gone',
}

/** What can be set of this camera's light, or why nothing can. Opens nothing. */
export async function lightOffer(needs: LightNeeds, camera: LightCamera): Promise<LightOffer> {
  const meant = await meantBy(needs, camera)
  return typeof meant === 'string' ? no(meant) : { state: 'ready', commands: commandsOf(meant.family) }
}

/** Sets a Dino-Lite's light or exposure. Rejects DeviceError: devices.permission, .gone, .stalled, .cancelled. Not tried on a real camera. */
export async function setLight(
  needs: LightNeeds,
  { camera, command }: { readonly camera: LightCamera; readonly command: LightCommand },
  signal: AbortSignal,
): Promise<LightAnswer> {
  const meant = await meantBy(needs, camera)
  if (typeof meant === 'string') return no(meant)
  const writes = unitWritesOf(meant.family, command)
  if (!writes) return no('command')
  return await written({ ...needs, helper: meant.helper }, { node: meant.node, writes }, signal)
}

interface Meant {
  readonly family: LightFamily
  readonly helper: string
  readonly node: VideoNode
}

/** The one camera of these numbers and the way to it, or what is missing. */
async function meantBy(needs: LightNeeds, camera: LightCamera): Promise<Meant | LightWhy> {
  const { platform, helper, nodes = videoNodes } = needs
  if (platform !== 'linux') return 'platform'
  const family = lightFamilyOf(camera.vendorId, camera.productId)
  if (!family) return 'model'
  if (helper === undefined) return 'helper'
  const fitting = (await nodes()).filter(node => isSame(node, camera))
  const [node] = fitting
  if (!node) return 'not-there'
  return fitting.length > 1 ? 'ambiguous' : { family, helper, node }
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
    goOn(signal)
    const code = await run(helper, args, signal)
    goOn(signal)
    const fault = faults[code]
    if (fault) throw new DeviceError(fault, 'light')
    if (code === 3 || code === 4) return no('not-there')
    if (code === 5) return no('length')
    if (code !== 0) return no('helper')
    await pause(settleMs, signal)
  }
  return { state: 'set' }
}

function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw new DeviceError('devices.cancelled', 'light')
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
