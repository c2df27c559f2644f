import { randomUUID } from 'node:crypto'
import { Fault } from '../../../src-shared/faults.ts'
import type { UserId } from '../../../src-shared/ids.ts'
import type { Access } from '../../access/index.ts'
import type { Records } from '../../records/index.ts'
import type { Op } from '../../vault/index.ts'

/** The code that this stand-in takes. */
export const rightCode = '123456'

/**
 * A second step of one right code, for rooms whose rig has no access room. Each person has a secret of their own, made when they first
 * prove themselves; `recover` gives them another, as an administrator's new password does, and answers with what is to be written with it.
 */
export function secondStep(records: Pick<Records, 'put'>) {
  const secrets = new Map<string, Buffer>()
  const losses: ((userId: UserId) => Promise<readonly Op[]>)[] = []
  const ownOf = (userId: string): Buffer => {
    const own = secrets.get(userId) ?? Buffer.from(randomUUID().replaceAll('-', ''))
    secrets.set(userId, own)
    return Buffer.from(own)
  }
  const proveAgain: Access['proveAgain'] = async (by, code, sign) => {
    if (code !== rightCode) throw new Fault('access.refused')
    const spend = records.put({ resourceType: 'Task', id: randomUUID(), status: 'draft', intent: 'order' })
    return sign({ spend, factor: 'totp', own: ownOf(by.userId) })
  }
  const atSeat: Access['atSeat'] = (by, sign) => sign(ownOf(by.userId))
  const losing = async (userId: UserId): Promise<Op[]> =>
    (await Promise.all(losses.map(writes => writes(userId)))).flat()
  return {
    proveAgain,
    atSeat,
    whenSecretLost: (writes: (userId: UserId) => Promise<readonly Op[]>): void => void losses.push(writes),
    /** As a crash between the two would leave it: the secret is another, and nobody wrote down that the key ended. */
    forget: (userId: string) => void secrets.delete(userId),
    losing,
    recover: (userId: UserId): Promise<Op[]> => {
      secrets.delete(userId)
      return losing(userId)
    },
  }
}
