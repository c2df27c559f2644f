import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { soak } from './soak.ts'

const isThere = spawnSync('which', ['socat']).status === 0
const seconds = Number(process.env['CUTIS_SOAK_SECONDS'] ?? '60')

test.runIf(process.env['CI'])('in CI socat is there', () => expect(isThere).toBe(true))

test.skipIf(!isThere)(
  `all serial drivers at once for ${seconds} s: no byte and no frame is lost${isThere ? '' : ' (not run: socat absent)'}`,
  { timeout: (seconds + 30) * 1000 },
  async () => {
    const all = await soak(seconds)
    expect(all.map(({ driver }) => driver)).toHaveLength(10)
    for (const { driver, bytesSaid, bytesHeard, framesSaid, framesHeard } of all) {
      expect([driver, bytesHeard, framesHeard]).toEqual([driver, bytesSaid, framesSaid])
      expect(framesHeard).toBeGreaterThan(0)
    }
  },
)
