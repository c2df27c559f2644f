import { admitted, imported, keptAll, openRig } from './open.ts'
import { cuff } from './plugs.ts'

/** Takes readings in, patient after patient, until it is killed. Says a patient's name only when the readings are durable. */
const [, , folder = ''] = process.argv
const rig = await openRig({ folder })
process.stdout.write('ready\n')
for (let at = 0; ; at += 1) {
  const code = `K-${process.pid}-${at}`
  const patientId = await admitted(rig, code)
  // Each cuff has readings of its own, or the second patient's would wait for a nurse.
  const readings = [0, 1, 2].map(n => [26, 2, 1 + (at % 27), 8, n, at % 60, 0, 0, 100 + (at % 80), 80, 60 + n, 0, 0])
  rig.plug(cuff({ readings }, { serial: `${process.pid}-${at}` }))
  const { importId } = await imported(rig, patientId, { code })
  await keptAll(rig, importId, { confirmed: true })
  process.stdout.write(`${code} ${patientId}\n`)
}
