import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { PatientId } from '../../src-shared/ids.ts'
import { openRig, type Rig } from './rig/open.ts'

const writer = fileURLToPath(new URL('./rig/kill-writer.ts', import.meta.url))

/** Runs the writer and kills it `afterMs` after it began to write; answers whose readings it called durable. */
function killedAfter(folder: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    said += text
  })
  return new Promise(resolve => {
    child.on('close', () => resolve(said.split('\n').flatMap(line => /^K-\S+ (\S+)$/.exec(line)?.[1] ?? [])))
  })
}

/** All of a patient's readings with their observations, or none, and every tape whole. */
async function lookedAt(rig: Rig, patientId: PatientId): Promise<number> {
  const readings = await rig.calls.readings({ patientId }, rig.asking)
  for (const { readingId } of readings) expect(await rig.records.read('Observation', readingId)).toBeDefined()
  for (const { captureId } of await rig.calls.captures({ patientId }, rig.asking)) {
    const again = await rig.calls.redecode({ patientId, captureId, commit: false }, rig.asking)
    expect(again.missing).toEqual([])
    expect(again.same + again.added.length).toBe(3)
  }
  return readings.length
}

test('killed at any moment: what was called durable is there, and every import is whole or not there at all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cutis-monitoring-kill-'))
  const durable: string[] = []
  for (const afterMs of [5, 20, 45, 90]) {
    durable.push(...(await killedAfter(folder, afterMs)))
    const rig = await openRig({ folder })
    const health = await rig.vault.health()
    expect(health.findings.filter(({ code }) => code !== 'vault.blobAdopted')).toEqual([])
    const patients = await rig.records.service.findPatients({ text: '', limit: 50 }, rig.asking)
    for (const { patientId } of patients) {
      const count = await lookedAt(rig, patientId as PatientId)
      expect([0, 3]).toContain(count)
      if (durable.includes(patientId)) expect(count).toBe(3)
    }
    await rig.close()
  }
  const last = await openRig({ folder })
  for (const patientId of durable) expect(await lookedAt(last, patientId as PatientId)).toBe(3)
  await last.close()
  last.remove()
}, 180_000)
