/** A process that keeps shots until it is killed. One line on stdout acknowledges one shot, written only after the vault did. */
import { randomInt } from 'node:crypto'
import { writeSync } from 'node:fs'
import { face, openRig, password } from '../../src-main/vault/rig/open.ts'
import { keepShot } from './shots.ts'

const [folder = '', mode = ''] = process.argv.slice(2)
const vault = openRig(folder)
if (vault.state() === 'absent') await vault.create(face, password)
else await vault.unlock(face.userId, password)
writeSync(1, 'ready\n')
if (mode === 'once') {
  await keepShot(vault)
  await vault.close()
  process.exit()
}
if (mode === 'careless') await boast()
for (;;) {
  writeSync(1, `${JSON.stringify(await keepShot(vault))}\n`)
  // Locking and opening again while running, so that kills hit checkpoints and reconciliation too.
  if (randomInt(40) > 0) continue
  await vault.lock()
  await vault.unlock(face.userId, password)
}

/** The planted mistake: acknowledges what was never kept. A campaign that does not call this lost is worth nothing. */
async function boast(): Promise<never> {
  for (;;) {
    writeSync(1, `${JSON.stringify({ ...(await keepShot(vault)), id: crypto.randomUUID() })}\n`)
  }
}
