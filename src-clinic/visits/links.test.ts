import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../store/index.ts'
import { openLinks } from './links.ts'
import { invitation } from './rig/invitation.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutis-visits-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 7)

describe('links', () => {
  const open = () => {
    const clock = { at: Date.parse('2026-11-02T09:00:00Z') }
    const store = openStore(join(folder, 'clinic.db'), key)
    return { clock, store, links: openLinks(store.grants, () => clock.at) }
  }
  test('let in once, with the second factor, and keep consent', () => {
    const { links, store } = open()
    const { token } = links.invite(invitation)
    expect(links.look(token)).toBe('birth-date')
    expect(links.enter(token, '1980-05-18')).toEqual({ kind: 'wrong', left: 4 })
    const entry = links.enter(token, '1980-05-17')
    if (entry.kind !== 'in') throw new Error('not let in')
    expect(links.enter(token, '1980-05-17')).toEqual({ kind: 'gone' })
    expect(links.consent(entry.token, { version: '1', language: 'es' })).toMatchObject({ consent: { language: 'es' } })
    expect(links.placeOf(entry.token)?.consent?.version).toBe('1')
    links.revoke(invitation.visitId)
    expect(links.placeOf(entry.token)).toBeUndefined()
    store.close()
  })
  test('die after five wrong answers, and at their time', () => {
    const { links, clock, store } = open()
    const { token } = links.invite(invitation)
    for (let tries = 0; tries < 5; tries += 1) links.enter(token, 'wrong')
    expect(links.enter(token, '1980-05-17')).toEqual({ kind: 'gone' })
    const late = links.invite(invitation).token
    clock.at += 3_601_000
    expect(links.look(late)).toBeUndefined()
    store.close()
  })
})

test("a guest's link and seat are revoked alone; the patient's stay good", () => {
  const store = openStore(join(folder, 'clinic.db'), key)
  const links = openLinks(store.grants, () => 0)
  const guest = { id: randomUUID(), name: 'Ana Ruiz', role: 'interpreter' } as const
  const about = { ...invitation, identity: `Guest/${guest.id}`, secret: '123456', factor: 'code', guest } as const
  const [first, unused, patients] = [links.invite(about), links.invite(about), links.invite(invitation)]
  const entry = links.enter(first.token, '123456')
  if (entry.kind !== 'in') throw new Error('not let in')
  expect(links.placeOf(entry.token)?.guest).toEqual(guest)
  links.revokeGuest(invitation.visitId)
  expect(links.placeOf(entry.token)).toBeUndefined()
  expect(links.enter(unused.token, '123456')).toEqual({ kind: 'gone' })
  expect(links.enter(patients.token, '1980-05-17').kind).toBe('in')
  store.close()
})
