import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { observationOf, openRigVault, openStation, patientOf } from '../../src-main/sync/rig/open.ts'
import { rigStore } from '../../src-main/sync/rig/store.ts'
import { newRegistration, openSignIn, publicPart } from '../../src-main/sync/sign-in.ts'
import { syncStore } from '../../src-main/sync/store.ts'
import { openClinicProcess } from '../chaos/processes.ts'
import { median, report } from './measure.ts'

const resources = 5000
const perPage = 1000
const oneByOne = 500
const rounds = 15
const by = {
  userId: '7b0c5b8e-3f0e-4b6e-9d3a-6f1f7f6d2a10',
  sessionId: '0b5f1a3c-58a1-4b7c-8a52-7f0a4d0c9e11',
  name: 'Bench',
  role: 'workstation',
} as never

interface Asked extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>
}

/** Taking a clinic in: sync into an empty vault, beside the bare pages into a plain table, and beside one request each. */
export async function run(): Promise<void> {
  const key = newRegistration()
  const place = mkdtempSync(join(tmpdir(), 'cutis-bench-sync-'))
  const clinic = openClinicProcess(join(place, 'clinic'), randomBytes(32).toString('hex'), () => publicPart(key))
  await clinic.up()
  const origin = `http://127.0.0.1:${clinic.port()}`
  const signIn = openSignIn({ key, fetch, now: () => new Date(), timeoutMs: 10_000 })
  const ask = async (path: string, init: Asked = {}) => {
    const headers = { authorization: `Bearer ${await signIn.token(`${origin}/fhir`, false)}`, ...init.headers }
    const answer = await fetch(path.startsWith('http') ? path : `${origin}/fhir/${path}`, { ...init, headers })
    if (!answer.ok) throw new Error(`${answer.status} ${path}`)
    return await answer.text()
  }
  try {
    const ids = await fill(ask)
    const rig = await openRigVault(join(place, 'vault'))
    const sides = {
      sync: () => synced({ rig, key, origin }),
      pages: () => pages(ask, join(place, 'plain.db')),
      each: () => eachAlone(ask, { ids, path: join(place, 'plain.db') }),
    }
    const rates = await interleaved(sides)
    const line = { bench: 'sync', value: rates.sync, unit: 'resources/s', better: 'higher', n: rounds } as const
    report({
      ...line,
      case: `${resources} resources, beside the same pages parsed into a plain table`,
      peer: rates.pages,
    })
    report({ ...line, case: `${resources} resources, beside one request each into a plain table`, peer: rates.each })
    await rig.close()
  } finally {
    await clinic.end()
    rmSync(place, { recursive: true, force: true })
  }
}

type Ask = (path: string, init?: Asked) => Promise<string>

/** Patients with their observations, sent in batches; answers the addresses of the observations. */
async function fill(ask: Ask): Promise<string[]> {
  const all: { resourceType: string }[] = []
  while (all.length < resources) {
    const patientId = randomUUID()
    all.push(patientOf(patientId, `Bench${all.length}`))
    for (let visit = 0; visit < 9 && all.length < resources; visit++)
      all.push(
        observationOf(
          randomUUID(),
          patientId,
          'A flat brown macule with an even network, unchanged since the last visit.',
        ),
      )
  }
  for (let at = 0; at < all.length; at += 250) {
    const entry = all
      .slice(at, at + 250)
      .map(resource => ({ resource, request: { method: 'POST', url: resource.resourceType } }))
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry })
    await ask('', { method: 'POST', body, headers: { 'content-type': 'application/fhir+json' } })
  }
  return idsIn(JSON.parse(await ask(`Observation?_count=${oneByOne}`)) as Page)
}

interface Page {
  readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[]
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
}
const idsIn = ({ entry = [] }: Page): string[] => entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`)

type Sides = Readonly<Record<'sync' | 'pages' | 'each', () => Promise<number>>>

/** Medians of resources per second; the three take turns at being first, and the first turn warms up. */
async function interleaved(sides: Sides): Promise<Record<keyof Sides, number>> {
  const names = ['sync', 'pages', 'each'] as const
  const rates: Record<keyof Sides, number[]> = { sync: [], pages: [], each: [] }
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + 1 + turn) % names.length] ?? 'sync'
      const rate = await sides[name]()
      if (round >= 0) rates[name].push(rate)
    }
  }
  return { sync: median(rates.sync), pages: median(rates.pages), each: median(rates.each) }
}

const rateOf = (count: number, sinceMs: number): number => (count / (performance.now() - sinceMs)) * 1000

interface Station {
  readonly rig: Awaited<ReturnType<typeof openRigVault>>
  readonly key: ReturnType<typeof newRegistration>
  readonly origin: string
}

/** From the start of the sync of a wiped vault until its last page is durable. */
async function synced({ rig, key, origin }: Station): Promise<number> {
  const station = await openStation({ rig, clinic: () => origin, tempo: { pollMs: 60_000, timeoutMs: 30_000 } })
  const setKey = rig.vault.ops(syncStore).setSetting('key', JSON.stringify(key))
  await rig.vault.commit(by, { name: 'bench.key', action: 'C' }, [{ ...setKey, touches: [] }])
  const pagesIn = () => rig.told.filter(tag => tag === 'record').length
  const before = pagesIn()
  const start = performance.now()
  station.sync.start()
  while (pagesIn() - before < resources / perPage) await new Promise(resolve => setTimeout(resolve, 2))
  const rate = rateOf(resources, start)
  await station.sync.stop()
  const seen = rig.vault.store(rigStore)
  const held = (await seen.recordsOf('Observation')).length + (await seen.recordsOf('Patient')).length
  if (held !== resources) throw new Error(`the sync took in ${held} of ${resources}`)
  return rate
}

function plainTable(path: string) {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('DROP TABLE IF EXISTS record; CREATE TABLE record (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO record VALUES (?, ?)')
  return { database, insert }
}

async function pages(ask: Ask, path: string): Promise<number> {
  const { database, insert } = plainTable(path)
  const start = performance.now()
  let next: string | undefined = `_history?_sort=_lastUpdated&_count=${perPage}`
  let count = 0
  while (next !== undefined) {
    const page = JSON.parse(await ask(next)) as Page
    database.transaction(() => {
      for (const { resource } of page.entry ?? [])
        insert.run(`${resource.resourceType}/${resource.id}`, JSON.stringify(resource))
    })()
    count += page.entry?.length ?? 0
    next = page.link?.find(({ relation }) => relation === 'next')?.url
  }
  const rate = rateOf(count, start)
  database.close()
  return rate
}

async function eachAlone(ask: Ask, { ids, path }: { ids: readonly string[]; path: string }): Promise<number> {
  const { database, insert } = plainTable(path)
  const start = performance.now()
  for (const id of ids) insert.run(id, JSON.stringify(JSON.parse(await ask(id))))
  const rate = rateOf(ids.length, start)
  database.close()
  return rate
}
