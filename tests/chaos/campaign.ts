import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { observationOf, patientOf } from '../../src-main/sync/rig/open.ts'
import { newRegistration, publicPart } from '../../src-main/sync/sign-in.ts'
import { type Machine, openClinicProcess, openWorkstation, type Workstation } from './processes.ts'
import { openProxy } from './proxy.ts'
import { between, seeded } from './random.ts'
import { type Expected, verdictOf } from './verdict.ts'

export interface Plan {
  readonly seed: number
  readonly patients: number
  readonly perPatient: number
  readonly updates: number
  readonly images: number
  readonly workstationKills: number
  readonly clinicKills: number
}

export interface Report {
  readonly campaign: 'chaos'
  readonly seed: number
  readonly rows: number
  readonly exactlyOnce: number
  readonly wrong: number
  readonly extra: number
  readonly kills: number
  readonly faults: number
  readonly requests: number
  readonly seconds: number
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A day on a bad road, with a workstation and a clinic that die; then a quiet hour, and a count of what arrived. */
export async function runChaos(plan: Plan): Promise<Report> {
  const begun = Date.now()
  const random = seeded(plan.seed)
  const folder = mkdtempSync(join(tmpdir(), 'cutis-chaos-'))
  // The workstation makes its key itself; the clinic is told of it as soon as there is one.
  let registration: object = publicPart(newRegistration())
  let clinicPort = () => 0
  const proxy = await openProxy(() => clinicPort(), seeded(plan.seed + 1))
  const station = openWorkstation(join(folder, 'station'), proxy.origin)
  await station.up()
  registration = publicPart(station.key())
  const clinic = openClinicProcess(join(folder, 'clinic'), randomBytes(32).toString('hex'), () => registration)
  clinicPort = clinic.port
  try {
    await clinic.up()
    const feeding = feed(station, plan, random)
    const kills = await strike({ station, clinic }, plan, seeded(plan.seed + 2))
    const { expected, another } = await feeding
    await enough(() => Object.values(proxy.counts).reduce((sum, one) => sum + one, 0), another)
    proxy.calm()
    const held = await drained(station)
    const counts = Object.values(proxy.counts).reduce((sum, one) => sum + one, 0)
    const found = await verdictOf({
      base: `http://127.0.0.1:${clinic.port()}/fhir`,
      key: station.key(),
      expected,
      held,
    })
    const seconds = Math.round((Date.now() - begun) / 1000)
    return {
      campaign: 'chaos',
      seed: plan.seed,
      rows: expected.size,
      ...found,
      kills,
      faults: counts,
      requests: proxy.requests(),
      seconds,
    }
  } finally {
    await Promise.all([station.end(), clinic.end()])
    proxy.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes a clinic day into the workstation, and knows afterwards what must be at the clinic. */
async function feed(station: Workstation, plan: Plan, random: () => number): Promise<Fed> {
  const expected = new Map<string, Expected>()
  const uuid = () => uuidOf(random)
  const put = async (...list: readonly Expected[]): Promise<void> => {
    await station.ask({ kind: 'put', resources: list.map(one => one.body) })
    for (const one of list) expected.set(one.id, one)
    await pause(between(random, 10, 120))
  }
  const patients: string[] = []
  for (let index = 0; index < plan.patients; index++) {
    const id = uuid()
    patients.push(id)
    const notes = Array.from({ length: plan.perPatient }, () => uuid())
    await put(
      { type: 'Patient', id, body: patientOf(id, `Family${index}`) },
      ...notes.map(note => ({
        type: 'Observation',
        id: note,
        subject: id,
        body: observationOf(note, id, `first ${index}`),
      })),
    )
    if (index % Math.ceil(plan.patients / plan.updates) === 0) await change(expected, random, put)
    if (index < plan.images) await image({ station, expected, patientId: id, uuid, random })
  }
  const another = () => change(expected, random, put)
  for (let index = 0; index < plan.updates; index++) await another()
  return { expected, another }
}

interface Fed {
  readonly expected: Map<string, Expected>
  /** One more edit, like those before. */
  readonly another: () => Promise<void>
}

/** Another value for a record picked by chance: the last one accepted is the one that must be there. */
async function change(
  expected: ReadonlyMap<string, Expected>,
  random: () => number,
  put: (one: Expected) => Promise<void>,
): Promise<void> {
  const choices = [...expected.values()].filter(one => one.type !== 'Media')
  const one = choices[Math.floor(random() * choices.length)]
  if (!one) return
  const word = `changed ${Math.floor(random() * 1e9)}`
  const body =
    one.type === 'Patient'
      ? { ...one.body, telecom: [{ system: 'other', value: word }] }
      : { ...one.body, valueString: word }
  await put({ ...one, body })
}

interface Picture {
  readonly station: Workstation
  readonly expected: Map<string, Expected>
  readonly patientId: string
  readonly uuid: () => string
  readonly random: () => number
}

async function image({ station, expected, patientId, uuid, random }: Picture): Promise<void> {
  const ids = { blobId: uuid(), mediaId: uuid() }
  const bytes = Uint8Array.from({ length: 60_000 }, () => Math.floor(random() * 256))
  await station.ask({ kind: 'image', bytes, patientId, ids })
  const sha1 = createHash('sha1').update(bytes).digest('base64')
  expected.set(ids.mediaId, { type: 'Media', id: ids.mediaId, subject: patientId, sha1, body: { status: 'completed' } })
}

function uuidOf(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

interface Victims {
  readonly station: Workstation
  readonly clinic: ReturnType<typeof openClinicProcess>
}

/** Workstation and clinic die each in its own rhythm, so that either may find the other dead. */
async function strike({ station, clinic }: Victims, plan: Plan, random: () => number): Promise<number> {
  const strikes = async (victim: Pick<Machine, 'up' | 'kill'>, times: number): Promise<number> => {
    for (let count = 0; count < times; count++) {
      await victim.up()
      await pause(between(random, 300, 1100))
      await victim.kill()
    }
    await victim.up()
    return times
  }
  const [one, other] = await Promise.all([strikes(station, plan.workstationKills), strikes(clinic, plan.clinicKills)])
  return one + other
}

/** Goes on writing until the road has done its worst often enough. */
async function enough(faults: () => number, another: () => Promise<void>): Promise<void> {
  for (let count = 0; count < 500 && faults() < 135; count++) await another()
}

async function drained(station: Workstation) {
  const end = Date.now() + 180_000
  for (;;) {
    const left = await station.ask({ kind: 'left' })
    if (left.kind !== 'left') throw new Error('a wrong answer')
    if (left.rows.length === 0) return left.held
    if (Date.now() > end) throw new Error(`not drained: ${JSON.stringify([left.rows.slice(0, 5), left.log.slice(-5)])}`)
    await pause(100)
  }
}
