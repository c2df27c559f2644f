import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { omronCaptures } from '../rig/omron-captures.ts'
import { vectorFiles, vectorFolder } from '../rig/vectors.ts'

const works = (command: string, ...args: readonly string[]): string | undefined => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}
const flags = works('pkg-config', '--cflags', '--libs', 'umockdev-1.0', 'glib-2.0')?.trim().split(/\s+/)
// node-hid's second back end, the one that can be simulated, wants the system's libusb.
const isThere =
  flags !== undefined &&
  works('which', 'umockdev-wrapper', 'gcc') !== undefined &&
  works('/sbin/ldconfig', '-p')?.includes('libusb-1.0.so.0') === true
const folder = mkdtempSync(join(tmpdir(), 'cutis-usbsim-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.runIf(process.env['CI'])('in CI umockdev is there', () => expect(isThere).toBe(true))

const vectors = vectorFolder() === undefined
test.skipIf(!isThere || vectors)(
  `the Omron recording through the real node-hid (${vectors ? 'not run: vectors absent' : isThere ? 'umockdev' : 'not run: umockdev absent'})`,
  () => {
    const [source = ''] = vectorFiles('sim-proof', /^usbsim\.c$/)
    const [device = ''] = vectorFiles('sim-proof', /^omron\.umockdev$/)
    const [script = ''] = vectorFiles('sim-proof', /^omron\.script$/)
    const simulator = join(folder, 'usbsim')
    expect(spawnSync('gcc', ['-O2', '-w', '-o', simulator, source, ...(flags ?? [])]).status).toBe(0)
    const child = join(import.meta.dirname, '../rig/hid-replay.ts')
    const { stdout, stderr } = spawnSync('umockdev-wrapper', [simulator, device, script, process.execPath, child], {
      encoding: 'utf8',
      timeout: 30_000,
      env: { ...process.env, CUTIS_HID_DRIVER: 'libusb' },
    })
    const capture = omronCaptures().find(({ vendor }) => vendor !== undefined)
    expect(stderr).not.toContain('unexpected')
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as unknown
    expect(said).toMatchObject({
      devices: 1,
      equal: capture?.transfers.length,
      lines: capture?.vendor,
      silent: 'devices.noAnswer',
      cancelled: 'devices.cancelled',
      missing: 'devices.gone',
      unplugged: 'devices.gone',
    })
  },
)
