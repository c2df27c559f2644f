import { randomUUID } from 'node:crypto'
import { Fault } from '../../../src-shared/faults.ts'
import type { Access } from '../../access/index.ts'
import type { Records } from '../../records/index.ts'

/** The code that this stand-in takes. */
export const rightCode = '123456'

/**
 * A second step of one right code, for rooms whose rig has no access room. Each person has a secret of their own, made when they first
 * prove themselves; `recover` gives them another, as an administrator's new password does.
 */
export function secondStep(records: Pick<Records, 'put'>) {
  const secrets = new Map<string, Buffer>()
  const proveAgain: Access['proveAgain'] = async (by, code, sign) => {
    if (code !== rightCode) throw new Fault('access.refused')
    const own = secrets.get(by.userId) ?? Buffer.from(randomUUID().replaceAll('-', ''))
    secrets.set(by.userId, own)
    const spend = records.put({ resourceType: 'Task', id: randomUUID(), status: 'draft', intent: 'order' })
    return sign({ spend, factor: 'totp', own: Buffer.from(own) })
  }
  return { proveAgain, recover: (userId: string) => void secrets.delete(userId) }
}
