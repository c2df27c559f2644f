import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { drivers } from '../src-main/devices/drivers.ts'
import { flipping } from '../src-main/devices/rig/faults.ts'
import type { SerialFaults } from '../src-main/devices/rig/meter-models.ts'
import { openPty } from '../src-main/devices/rig/pty.ts'
import { runUsbSim, type UsbSim, usbsimProgram } from '../src-main/devices/rig/usbsim.ts'
import { openCard } from '../src-main/devices/rig/volume.ts'
import { buildIfStale, root, run, say } from './run.ts'
import { serialKinds } from './sim-kinds.ts'
import { engineScript, phdKinds, playedAgent, playedCamera } from './sim-usb.ts'

/**
 * `npm run sim -- KIND [--flip N] [--unplug-after N] [--seed N] [--bare] [-- ARGUMENTS OF npm start]`: plays a device and opens the demo
 * clinic beside it, so that a person can try the whole import by hand. `--bare` opens nothing and says how to.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    flip: { type: 'string' },
    'unplug-after': { type: 'string' },
    seed: { type: 'string', default: '1' },
    bare: { type: 'boolean', default: false },
  },
})
const [kind = '', ...startWith] = positionals
const otherKinds: Readonly<Record<string, string>> = {
  card: 'A camera card: a folder with three pictures below DCIM',
  camera: 'A camera over USB (PTP): three pictures and a shutter; Linux with umockdev',
}

function faultsAsked(): SerialFaults {
  const every = Number(values.flip ?? 0)
  const unplugAfter = Number(values['unplug-after'] ?? 0)
  return {
    ...(every > 0 && { damage: flipping(Number(values.seed), every).damage }),
    ...(unplugAfter > 0 && { unplugAfter }),
  }
}

/** Opens the workstation with the device in its list, or says how a person does it. */
async function open(env: Readonly<Record<string, string>>): Promise<void> {
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  say(`The device is there: ${words.join(' ')}`)
  if (values.bare) {
    say('Start a workstation with it, for example: ' + `${words.join(' ')} npm start -- --demo`)
    await new Promise(() => {})
  }
  Object.assign(process.env, env)
  const args = startWith.length > 0 ? startWith : ['--demo']
  await run(process.execPath, [join(root, 'build', 'start.ts'), ...args])
}

/** Skin with a dark patch, drawn: never anybody's. */
async function drawn(turn: number): Promise<Uint8Array> {
  const patch = `<svg width="1600" height="1200"><ellipse cx="${760 + turn * 40}" cy="600" rx="${180 + turn * 12}" ry="150" fill="#5a2f1e"/></svg>`
  const skin = { width: 1600, height: 1200, channels: 3, background: '#cf9a7d' } as const
  return await sharp({ create: skin })
    .composite([{ input: Buffer.from(patch) }])
    .blur(2)
    .jpeg({ quality: 92 })
    .toBuffer()
}

async function playSerial(name: string): Promise<void> {
  const asked = serialKinds[name]
  const line = drivers.find(({ manifest }) => manifest.id === asked?.driver)?.manifest.lines?.[0]
  if (!asked || !line) throw new Error(`no line for ${name}`)
  const pty = await openPty(line, asked.model(faultsAsked()))
  process.on('SIGINT', () => void pty.close().then(() => process.exit(0)))
  await open({ CUTIS_SIM_PORTS: `${pty.path}:${asked.driver}` })
  await pty.close()
}

async function playCard(): Promise<void> {
  const pictures = await Promise.all([0, 1, 2].map(drawn))
  const card = await openCard(
    Object.fromEntries(pictures.map((bytes, at) => [`DCIM/100CUTIS/CUT_000${at + 1}.JPG`, bytes])),
  )
  process.on('SIGINT', () => void card.pull().then(() => process.exit(0)))
  await open({ CUTIS_SIM_FOLDERS: card.path })
  await card.pull()
}

/** Plays a USB device to an engine that runs inside umockdev. */
async function playUsb(played: Pick<UsbSim, 'shape' | 'plugIn'>): Promise<void> {
  if (!usbsimProgram()) throw new Error('umockdev, libumockdev-dev, pkg-config and gcc are needed (apt)')
  await buildIfStale()
  await runUsbSim({ ...played, script: engineScript(startWith), isShown: true })
}

async function playCamera(): Promise<void> {
  const [next = new Uint8Array(), ...pictures] = await Promise.all([3, 0, 1, 2].map(drawn))
  const named = (bytes: Uint8Array, at: number) => ({ name: `CUT_000${at}.JPG`, bytes, capturedAt: '20260301T120000' })
  await playUsb(
    playedCamera(
      pictures.map((bytes, at) => named(bytes, at + 1)),
      named(next, 4),
    ),
  )
}

const agent = playedAgent(kind, Number(values.seed))
if (serialKinds[kind]) await playSerial(kind)
else if (kind === 'card') await playCard()
else if (kind === 'camera') await playCamera()
else if (agent) await playUsb(agent)
else {
  say('npm run sim -- KIND [--flip N] [--unplug-after N] [--seed N] [--bare]\n')
  for (const [name, { about }] of Object.entries(serialKinds)) say(`  ${name.padEnd(16)} ${about}`)
  for (const [name, about] of Object.entries({ ...otherKinds, ...phdKinds })) say(`  ${name.padEnd(16)} ${about}`)
  process.exit(kind === '' ? 0 : 1)
}
process.exit(0)
