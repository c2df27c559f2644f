import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFakeClinic } from './rig/fake-clinic.ts'
import { named, openRigVault, openStation, patientOf, type RigVault } from './rig/open.ts'

/** A day without the network: records were made, and then edited to name others made later. Nothing may be left waiting. */
let rig: RigVault
beforeAll(async () => {
  rig = await openRigVault()
})
afterAll(() => rig.close())

interface Day {
  /** How many records there are. */
  readonly records: number
  /** By record, in the order of making: which others it names in the end. */
  readonly names: readonly (readonly number[])[]
}

const day: fc.Arbitrary<Day> = fc.integer({ min: 2, max: 6 }).chain(records =>
  fc.record({
    records: fc.constant(records),
    names: fc.array(fc.uniqueArray(fc.nat(records - 1), { maxLength: 3 }), { minLength: records, maxLength: records }),
  }),
)

async function arrives({ records, names }: Day): Promise<void> {
  const clinic = await openFakeClinic()
  const station = await openStation({ clinic: clinic.origin, rig })
  try {
    const patient = randomUUID()
    const ids = Array.from({ length: records }, () => randomUUID())
    const orderOf = (at: number, others: readonly number[]) => ({
      ...named('ServiceRequest', ids[at] ?? ''),
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${patient}` },
      ...(others.length > 0 && { basedOn: others.map(other => ({ reference: `ServiceRequest/${ids[other]}` })) }),
    })
    await station.put(patientOf(patient, 'Ring'))
    for (const [at] of ids.entries()) await station.put(orderOf(at, []))
    for (const [at, others] of names.entries())
      await station.put(
        orderOf(
          at,
          others.filter(other => other !== at),
        ),
      )
    station.sync.start()
    await station.until('sent', async () => (await station.look.outbox()).length === 0)
    expect(clinic.of('ServiceRequest')).toHaveLength(records)
    const servers = await Promise.all(ids.map(async id => (await station.look.record('ServiceRequest', id))?.serverId))
    const at = (serverId: string) => servers.indexOf(serverId)
    for (const held of clinic.of('ServiceRequest') as { id: string; basedOn?: { reference: string }[] }[])
      expect((held.basedOn ?? []).map(one => at(one.reference.slice('ServiceRequest/'.length)))).toEqual(
        (names[at(held.id)] ?? []).filter(other => other !== at(held.id)),
      )
  } finally {
    await station.close()
    clinic.close()
  }
}

test('whatever names whatever, everything arrives and names what it named here', async () => {
  await fc.assert(fc.asyncProperty(day, arrives), { numRuns: 40 })
})

test('an order and its specimen that were both made while the clinic was away', () =>
  arrives({ records: 2, names: [[1], [0]] }))
