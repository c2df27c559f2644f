import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import type { News } from '../../../src-shared/contract/workstation.ts'
import { Fault } from '../../../src-shared/faults.ts'
import type { UserId } from '../../../src-shared/ids.ts'
import type { Asking } from '../../kernel/door.ts'
import { openVault } from '../../vault/index.ts'
import { type AccessNeeds, openAccess } from '../index.ts'

const moduleAt = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** The vault's thread with this room's stores and no others. */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { serveVault } from ${moduleAt('../../vault/serve.ts')}
    import { auditStore } from ${moduleAt('../audit-store.ts')}
    import { folderStore } from ${moduleAt('../folder-store.ts')}
    import { preferenceStore } from ${moduleAt('../preference-store.ts')}
    import { userStore } from ${moduleAt('../user-store.ts')}
    serveVault({
      stores: [auditStore, userStore, preferenceStore, folderStore],
      witness: { store: 'audit', call: 'append' },
      adopters: [],
    })`)}`,
)

export const password = 'correct horse battery'
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cutis-access-'))

/** A clock that stands still until it is moved. */
export function clockAt(iso: string) {
  let ms = Date.parse(iso)
  return {
    now: () => new Date(ms),
    pass: (seconds: number): void => {
      ms += seconds * 1000
    },
  }
}
type Clock = ReturnType<typeof clockAt>

/** The code an authenticator app shows at that moment, by the library's own generator. */
export const codeOf = (secret: string, at: Date): string =>
  generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) })

/** The room over a real vault in a folder, as after a start of the program. */
export function openRig(folder: string, clock: Clock, needs: Partial<AccessNeeds> = {}) {
  const news: News[] = []
  const log: string[] = []
  const vault = openVault({
    folder,
    thread,
    now: clock.now,
    changed: () => undefined,
    log: line => log.push(line),
    kdf: { memoryKib: 19 * 1024, passes: 1, lanes: 1 },
    ballastBytes: 0,
  })
  const access = openAccess({
    vault,
    news: { tell: told => news.push(told) },
    now: clock.now,
    log: line => log.push(line),
    ...needs,
  })
  const who = () => {
    const caller = access.caller()
    if (!caller) throw new Fault('vault.locked')
    return caller
  }
  const asking: Asking = { who, about: () => undefined }
  return {
    access,
    vault,
    news,
    log,
    asking,
    /** The program ends in order. */
    close: async () => {
      await access.lock('closing')
      await vault.close()
    },
  }
}

export type Rig = ReturnType<typeof openRig>

/** First run to its end: a house with one administrator, signed in. */
export async function furnished(folder: string, clock: Clock) {
  const rig = openRig(folder, clock)
  const { service } = rig.access
  const enrolment = await service.setUp({ clinicName: 'Hill Street', name: 'Ada Admin', password }, rig.asking)
  const { me } = await service.confirmCode({ code: codeOf(enrolment.secret, clock.now()) }, rig.asking)
  clock.pass(60)
  return { rig, admin: { ...me, userId: me.userId as UserId }, enrolment }
}

/** Adds somebody, signs them in for the first time, and leaves them signed in. */
export async function joined(
  rig: Rig,
  clock: Clock,
  person: { name: string; role: 'nurse' | 'administrator' | 'privacy-officer' },
) {
  const { service } = rig.access
  const face = await service.addUser({ ...person, password: `${password} ${person.name}` }, rig.asking)
  const userId = face.userId as UserId
  const entry = await service.signIn({ userId, password: `${password} ${person.name}` }, rig.asking)
  if (entry.state !== 'enrol') throw new Error('expected to enrol')
  const { me } = await service.confirmCode({ code: codeOf(entry.enrolment.secret, clock.now()) }, rig.asking)
  clock.pass(60)
  return { me, userId, enrolment: entry.enrolment, password: `${password} ${person.name}` }
}
