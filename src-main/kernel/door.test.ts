import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { Role } from '../../src-shared/roles.ts'
import type { Act, Caller } from './caller.ts'
import { callNames, openDoor, staleAfter } from './door.ts'

const patientId = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002'

function callerOf(role: Role): Caller {
  return { userId: 'u' as UserId, sessionId: 's' as SessionId, name: 'Dr Test', role }
}

/** A door whose services all do one thing, so that only the chain is under test. */
function doorTo(
  run: (name: string) => unknown,
  role?: Role,
  audit: (by: Caller, act: Act) => Promise<void> = async () => {},
) {
  const services = new Proxy(
    {},
    { get: (_, room) => new Proxy({}, { get: (_target, call) => () => run(`${String(room)}.${String(call)}`) }) },
  )
  const incidents: unknown[] = []
  const router = openDoor(services as never, { audit, incident: (_, error) => `INC-${incidents.push(error)}` })
  const client = createRouterClient(router, { context: { caller: () => (role ? callerOf(role) : undefined) } })
  return { client: client as unknown as CutisClient, incidents }
}

test('a commit that touches shots makes stale what is made of shots, and nothing else', () => {
  const made = ['capture.shots', 'consults.consult', 'review.differences', 'review.similar']
  expect(staleAfter(['shot']).filter(name => !made.includes(name))).toEqual([])
  expect(staleAfter(['shot'])).toEqual(expect.arrayContaining(made))
})

test('every call says who may ask', () => {
  for (const { name, meta } of callNames) expect([name, meta.needs, meta.kind]).not.toContain(undefined)
})

test('nobody signed in: locked', async () => {
  await expect(doorTo(() => []).client.records.today()).rejects.toMatchObject({ code: 'vault.locked' })
})

test('a refusal is audited before it is told', async () => {
  const rows: Act[] = []
  const { client } = doorTo(
    () => [],
    'administrator',
    async (_, act) => void rows.push(act),
  )
  await expect(client.records.timeline({ patientId: patientId as never })).rejects.toMatchObject({
    code: 'access.denied',
  })
  expect(rows).toEqual([{ name: 'records.timeline', action: 'R', outcome: 'denied', patientId }])
})

test('a read of a patient is audited, and without its row there is no answer', async () => {
  const rows: Act[] = []
  const seen = doorTo(
    () => [],
    'nurse',
    async (_, act) => void rows.push(act),
  )
  expect(await seen.client.records.timeline({ patientId: patientId as never })).toEqual([])
  expect(rows).toEqual([{ name: 'records.timeline', action: 'R', outcome: 'ok', patientId }])

  const full = doorTo(
    () => [],
    'nurse',
    async () => Promise.reject(new Error('disk')),
  )
  await expect(full.client.records.timeline({ patientId: patientId as never })).rejects.toMatchObject({
    code: 'internal',
  })
})

test('wrong input names the field and never the value', async () => {
  const { client } = doorTo(() => [], 'nurse')
  await expect(client.records.timeline({ patientId: 'Mrs Secret' as never })).rejects.toMatchObject({
    code: 'input.invalid',
    data: { fields: ['patientId'] },
  })
})

test('an expected refusal crosses as its code, a bug as an incident number', async () => {
  const refused = doorTo(() => {
    throw new Fault('vault.locked')
  }, 'nurse')
  await expect(refused.client.records.today()).rejects.toMatchObject({ code: 'vault.locked' })
  const broken = doorTo(() => {
    throw new Error('patient Jane Roe')
  }, 'nurse')
  const error = await broken.client.records.today().catch((cause: unknown) => cause)
  expect(error).toMatchObject({ code: 'internal', data: { incident: 'INC-1' } })
  expect(JSON.stringify(error)).not.toContain('Jane')
})

test('an answer that does not fit the contract does not leave', async () => {
  const { client } = doorTo(() => ({ tasks: 'nonsense' }), 'nurse')
  await expect(client.records.today()).rejects.toMatchObject({ code: 'internal' })
})

test('a stream that breaks off says why by its code, and a bug in it only by its incident', async () => {
  const breaking = (error: Error) =>
    async function* () {
      yield { atMs: 1, flags: [] }
      throw error
    }
  const drain = async (error: Error) => {
    const { client } = doorTo(breaking(error), 'nurse')
    const heard: unknown[] = []
    try {
      for await (const sample of await client.monitoring.live({ deviceKey: 'a' })) heard.push(sample)
    } catch (refusal) {
      return [heard.length, (refusal as { code?: string }).code]
    }
    return [heard.length]
  }
  expect(await drain(new Fault('devices.gone'))).toEqual([1, 'devices.gone'])
  expect(await drain(new Error('patient Jane Roe'))).toEqual([1, 'internal'])
})
