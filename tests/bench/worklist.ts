import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConsultRecord } from '../../src-main/consults/body.ts'
import { taskOf } from '../../src-main/consults/task.ts'
import { TriageCase } from '../../src-shared/clinical/triage/case.ts'
import { goldenConsults } from '../../src-shared/clinical/triage/golden.ts'
import { triageOf } from '../../src-shared/clinical/triage/triage.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { addressOf, dial, hasProgram, start } from '../shells/program.ts'
import { signedIn } from './clinic.ts'
import { report, timed } from './measure.ts'

const consults = 5000
const patients = 500
const pageSize = 100
/** A page of the worklist may take so long, ms (the project's own target). */
const budgetMs = 100
const rounds = 60

/** A worklist of 5,000 waiting consults through the real engine: the 95th percentile of a page, first and far down. */
export async function run(): Promise<void> {
  await hasProgram()
  const place = await mkdtemp(join(tmpdir(), 'cutis-bench-worklist-'))
  const running = start(['--data', place, '--no-window'])
  try {
    const { client, close } = await dial(await addressOf(running))
    await signedIn(client)
    const { created } = await client.records.importBundle({ json: JSON.stringify(bundle()) })
    if (created < consults) throw new Error('not all consults were taken in')
    await page(client, 'first-page', 0)
    await page(client, 'page-40', 40 * pageSize)
    close()
  } finally {
    await running.stop()
    await rm(place, { recursive: true, force: true })
  }
}

async function page(client: CutisClient, name: string, from: number): Promise<void> {
  const values: number[] = []
  for (let round = -1; round < rounds; round++) {
    const value = await timed(async () => {
      const { total, rows } = await client.consults.worklist({ show: 'waiting', from, limit: pageSize })
      if (total !== consults || rows.length !== pageSize) throw new Error('not the list that was filled')
    })
    if (round >= 0) values.push(value)
  }
  const value = values.toSorted((a, b) => a - b)[Math.ceil(rounds * 0.95) - 1] ?? Number.NaN
  report({ bench: 'worklist', case: `${name}-p95`, value, unit: 'ms', peer: budgetMs, better: 'lower', n: rounds })
}

/** Patients, their visits and their consults with every class that the golden set has, as a clinic would send them. */
function bundle(): object {
  const people = Array.from({ length: patients }, () => ({ patientId: randomUUID(), caseId: randomUUID() }))
  const at = Date.parse('2026-11-24T09:00:00Z')
  const entries = people.flatMap(({ patientId, caseId }, index) => [
    entryOf(patientId, {
      resourceType: 'Patient',
      name: [{ family: `Family${index}`, given: ['Given'] }],
      birthDate: '1970-01-02',
      gender: 'female',
    }),
    entryOf(caseId, {
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { code: 'AMB' },
      subject: { reference: `urn:uuid:${patientId}` },
    }),
  ])
  for (let index = 0; index < consults; index++) {
    const person = people[index % patients]
    const sentAt = new Date(at + index * 60_000).toISOString()
    if (person) entries.push(entryOf(randomUUID(), consultOf(person, { index, sentAt })))
  }
  return { resourceType: 'Bundle', type: 'collection', entry: entries }
}

const entryOf = (id: string, resource: object): object => ({ fullUrl: `urn:uuid:${id}`, resource })

function consultOf(who: { patientId: string; caseId: string }, told: { index: number; sentAt: string }): object {
  const golden = goldenConsults[told.index % goldenConsults.length]
  const triage = triageOf(TriageCase.parse({ ...golden?.entered, receivedAt: told.sentAt }))
  const dueAt = triage.clocks.find(({ code }) => code === 'target')?.dueAt
  const record: ConsultRecord = {
    consultId: randomUUID(),
    ...who,
    state: 'sent',
    question: `What is this, number ${told.index}?`,
    referrer: { name: 'Dr Green', userId: randomUUID() },
    presentation: 'single-lesion',
    site: 'Cheek, left',
    images: [],
    body: {
      version: 1,
      content: {
        findings: { facts: [], conditions: [], lesions: [] },
        organisation: 'Hill Street Practice',
        callback: '555 0100',
        affected: [],
        unaffected: [],
        prescribing: false,
      },
      triage,
      retakes: [],
      events: [{ what: 'sent', at: told.sentAt, by: 'Dr Green' }],
      sentAt: told.sentAt,
      ...(dueAt && { dueAt }),
    },
  }
  const { id: _id, identifier: _identifier, focus: _focus, ...task } = taskOf(record, told.sentAt)
  return {
    ...task,
    for: { reference: `urn:uuid:${who.patientId}` },
    encounter: { reference: `urn:uuid:${who.caseId}` },
  }
}
