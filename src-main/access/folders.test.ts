import { rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { openFolders } from './folders.ts'
import { clockAt, codeOf, furnished, newFolder, openRig, password } from './rig/open.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

test('a named folder is kept in the vault, gone at the lock, and there again after the next start', async () => {
  const folder = newFolder()
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  const clock = clockAt('2026-03-02T08:00:00Z')
  const { rig, admin, enrolment } = await furnished(folder, clock)
  const folders = openFolders(rig)
  const by = rig.asking.who()
  await folders.add(by, '/srv/exports/Ann Example')
  await folders.add(by, '/srv/exports/Ann Example')
  await folders.add(by, '/srv/other')
  expect(folders.list()).toEqual(['/srv/exports/Ann Example', '/srv/other'])
  const trail = JSON.stringify(await rig.access.service.audit({ limit: 50 }, rig.asking))
  expect(trail).toContain('devices.watch')
  expect(trail).not.toContain('Ann Example')

  await folders.remove(by, '/srv/other')
  await rig.access.lock('person')
  expect(folders.list()).toEqual([])
  await expect(folders.add(by, '/srv/third')).rejects.toMatchObject({ code: 'vault.locked' })
  await rig.close()

  const again = openRig(folder, clock)
  undo.push(again.close)
  const kept = openFolders(again)
  expect(kept.list()).toEqual([])
  clock.pass(60)
  const code = codeOf(enrolment.secret, clock.now())
  await again.access.service.signIn({ userId: admin.userId, password, code }, again.asking)
  await expect.poll(() => kept.list()).toEqual(['/srv/exports/Ann Example'])
})
