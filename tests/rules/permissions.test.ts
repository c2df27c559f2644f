import { createRouterClient } from '@orpc/server'
import { afterAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Act, Caller } from '../../src-main/kernel/caller.ts'
import { callNames, openDoor } from '../../src-main/kernel/door.ts'
import { contract } from '../../src-shared/contract/index.ts'
import type { SessionId, UserId } from '../../src-shared/ids.ts'
import { may, type Permission, permissions } from '../../src-shared/policy.ts'
import { type Role, roles } from '../../src-shared/roles.ts'
import { columns, matrix, needs } from './permission-table.ts'
import { sampleOf } from './sample.ts'

/**
 * Who may do what, written a second time on purpose: whoever changes the policy says so twice.
 * D dermatologist, G general practitioner, N nurse, A administrator, P privacy officer.
 */
const rowsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/))

const allowed = new Map(
  rowsOf(matrix)
    .slice(1)
    .flatMap(([permission, ...cells]) => columns.map((role, index) => [`${permission} ${role}`, cells[index]])),
)
const needed = new Map(rowsOf(needs).map(([call, need]) => [call as string, need as string]))

/** What the tables above say of one call. */
function expectedOf(call: string, role: Role | undefined): 'runs' | 'access.denied' | 'vault.locked' {
  const need = needed.get(call)
  if (need === 'anyone') return 'runs'
  if (!role) return 'vault.locked'
  if (need === 'signed-in') return 'runs'
  return allowed.get(`${need} ${role}`) === 'x' ? 'runs' : 'access.denied'
}

let tested = 0
const cells = permissions.length * roles.length + callNames.length * (roles.length + 1)
// The one line a reader of the log looks for; a cell that did not run makes this suite fail.
afterAll(() => {
  process.stdout.write(`permission table, cells tested: ${tested} of ${cells}\n`)
  expect(tested).toBe(cells)
})

test('the tables name every role, every permission and every call, and nothing else', () => {
  expect([...columns].toSorted()).toEqual([...roles].toSorted())
  expect(
    rowsOf(matrix)
      .slice(1)
      .map(([permission]) => permission),
  ).toEqual([...permissions])
  expect([...allowed.values()].every(cell => cell === 'x' || cell === '.')).toBe(true)
  expect([...needed.keys()].toSorted()).toEqual(callNames.map(({ name }) => name).toSorted())
})

describe('the policy', () => {
  const table = permissions.flatMap(permission => roles.map(role => [role, permission] as const))
  test.each(table)('%s, %s', (role, permission) => {
    expect(may(role, permission)).toBe(allowed.get(`${permission} ${role}`) === 'x')
    tested++
  })

  test('grants nothing to the machine, to what is no role, and nothing that is no permission', () => {
    for (const permission of permissions)
      for (const nobody of ['workstation', '', '__proto__', 'constructor', 'toString', 'Nurse'])
        expect(may(nobody as Role, permission)).toBe(false)
    for (const role of roles)
      for (const nothing of ['', 'anyone', 'signed-in', 'length', 'patient', 'patient.*'])
        expect(may(role, nothing as Permission)).toBe(false)
  })
})

describe('the door', () => {
  const table = callNames.flatMap(({ name }) => [...roles, undefined].map(role => [name, role] as const))
  test.each(table)('%s asked by %s', async (name, role) => {
    const { outcome, ran, rows } = await ask(name, role)
    const expected = expectedOf(name, role)
    expect(outcome).toBe(expected)
    expect(ran).toBe(expected === 'runs' ? 1 : 0)
    // A refusal of somebody known has left its row; of nobody there is no one to write about.
    expect(rows.filter(row => row.outcome === 'denied').map(row => row.name)).toEqual(
      expected === 'access.denied' ? [name] : [],
    )
    tested++
  })

  test('a role that is none gets nothing but what anyone gets', async () => {
    for (const { name } of callNames) {
      const need = needed.get(name)
      if (need === 'anyone' || need === 'signed-in') continue
      expect((await ask(name, '__proto__' as Role)).outcome).toBe('access.denied')
    }
  })
})

/** Asks one call, with an input its schema accepts, through the real door; services only tell that they were reached. */
async function ask(name: string, role: Role | undefined) {
  const rows: Act[] = []
  const reached: string[] = []
  const [room, call] = name.split('.') as [keyof typeof contract, string]
  const procedure = (contract[room] as Record<string, { '~orpc': { inputSchema?: unknown } }>)[call]
  const schema = procedure?.['~orpc'].inputSchema as z.ZodType | undefined
  const services = new Proxy({}, { get: (_, inRoom) => roomOf(String(inRoom), reached) })
  const router = openDoor(services as never, {
    audit: async (_, act) => void rows.push(act),
    incident: () => 'none',
  })
  const caller = role && callerOf(role)
  const client = createRouterClient(router, { context: { caller: () => caller } }) as unknown as Asked
  const error = await client[room]?.[call]?.(schema && sampleOf(schema)).then(
    () => undefined,
    (cause: unknown) => cause as { code: string },
  )
  // What the stand-in services answer fits no output: the door keeps it back as a bug, after the call has run.
  const outcome = reached.length > 0 ? 'runs' : error?.code
  return { outcome, ran: reached.filter(each => each === name).length, rows }
}

type Asked = Record<string, Record<string, (input: unknown) => Promise<unknown>>>

const roomOf = (room: string, reached: string[]) =>
  new Proxy({}, { get: (_, call) => () => void reached.push(`${room}.${String(call)}`) })

const callerOf = (role: Role): Caller => ({
  userId: 'u' as UserId,
  sessionId: 's' as SessionId,
  name: 'Test',
  role,
})
