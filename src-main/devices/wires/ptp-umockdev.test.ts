import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectedPhotos } from '../rig/ptp-vectors.ts'
import { vectorFiles, vectorFolder } from '../rig/vectors.ts'

const isThere = spawnSync('which', ['umockdev-run']).status === 0
const isAbsent = vectorFolder() === undefined
const notRun = isAbsent ? ' (not run: vectors absent)' : isThere ? '' : ' (not run: umockdev absent)'

test.skipIf(!isThere || isAbsent)(`the recorded camera through the real usb module${notRun}`, () => {
  const [device = ''] = vectorFiles('ptp', /\.umockdev$/)
  const [recording = ''] = vectorFiles('ptp', /\.ioctl$/)
  const child = join(import.meta.dirname, '../rig/ptp-umockdev.ts')
  const { stdout, stderr } = spawnSync(
    'umockdev-run',
    ['-d', device, '-i', `/dev/bus/usb/001/011=${recording}`, '--', process.execPath, child],
    { encoding: 'utf8', timeout: 30_000 },
  )
  expect(stderr).not.toContain('Error')
  const { hashes } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as { hashes?: readonly string[] }
  expect(hashes).toEqual([...expectedPhotos().values()].map(bytes => createHash('sha256').update(bytes).digest('hex')))
})
