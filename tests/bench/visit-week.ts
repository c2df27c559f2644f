import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { appointmentOf, scheduleOf } from '../../src-main/schedule/resources.ts'
import { dayAfter, momentOf, weekOf } from '../../src-shared/clinical/schedule/zone.ts'
import { median, report } from './measure.ts'
import { bundleOf, withGlass } from './visit-glass.ts'

const appointments = 400
const clinicians = 5
const budgetMs = 200
const rounds = 15
const fresh = 7
const lookedMs = 1000

/**
 * A week of 400 appointments in a real Chromium, from the click on Week until the frame that shows all of them is painted: `first`
 * by somebody who has had the day before them for a second, in a page that has never drawn a week; `at-once` by somebody who turns to it
 * as soon as it can be clicked, so that the engine is asked for it first; `again` when it has been drawn before.
 */
export async function week(): Promise<void> {
  await withGlass(fullWeek(), appointments, async glass => {
    const [first, atOnce]: [number[], number[]] = [[], []]
    for (let round = 0; round < 2 * fresh; round++) {
      if (round > 0) await glass.reload({ waitUntil: 'networkidle' })
      await glass.getByRole('button', { name: 'Schedule' }).click()
      await glass.getByRole('radio', { name: 'Week' }).waitFor({ state: 'attached' })
      const isLooked = round % 2 === 0
      if (isLooked) await new Promise(resolve => setTimeout(resolve, lookedMs))
      ;(isLooked ? first : atOnce).push(await shownWeek(glass))
    }
    const again: number[] = []
    for (let round = 0; round < rounds; round++) {
      await glass.getByText('Day', { exact: true }).first().click()
      await glass.waitForFunction(most => document.querySelectorAll('button[data-state]').length < most, appointments)
      again.push(await shownWeek(glass))
    }
    const line = { bench: 'visit', unit: 'ms', peer: budgetMs, better: 'lower' } as const
    report({ ...line, case: 'week-first', value: median(first), n: fresh })
    report({ ...line, case: 'week-at-once', value: median(atOnce), n: fresh })
    report({ ...line, case: 'week-again', value: median(again), n: rounds })
    report({ ...line, case: 'week-again-worst', value: Math.max(...again), n: rounds })
  })
}

/** ms from the click to the frame that shows every one of them. */
const shownWeek = (glass: Page): Promise<number> =>
  glass.evaluate(async most => {
    const radio = [...document.querySelectorAll('input[type="radio"]')].find(
      input => (input as HTMLInputElement).value === 'week',
    ) as HTMLInputElement
    const start = performance.now()
    radio.click()
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
    while (document.querySelectorAll('button[data-state]').length < most) await frame()
    await frame()
    await new Promise(resolve => setTimeout(resolve))
    return performance.now() - start
  }, appointments)

/** Five clinicians with a room each, sixteen visits a day, on every working day of this week. */
function fullWeek(): object {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const [monday = ''] = weekOf(new Date().toISOString().slice(0, 10))
  const staff = Array.from({ length: clinicians }, (_, n) => ({
    clinician: { resourceId: randomUUID(), kind: 'clinician' as const, name: `Dr ${String.fromCharCode(65 + n)}` },
    room: { resourceId: randomUUID(), kind: 'room' as const, name: `Room ${n + 1}` },
  }))
  const people = Array.from({ length: appointments }, () => randomUUID())
  const resources = staff.flatMap(({ clinician, room }) => [clinician, room])
  return bundleOf([
    ...resources.map(one => [one.resourceId, scheduleOf(one as never)] as const),
    ...people.map((id, n) => [id, patientOf(n)] as const),
    ...people.map((patientId, n) => visitOf({ n, patientId, monday, zone, ...staff[n % clinicians] } as Visit)),
  ])
}

const patientOf = (n: number) => ({
  resourceType: 'Patient',
  name: [{ family: `Family${n}`, given: ['Given'] }],
  birthDate: '1970-01-02',
  gender: 'female',
})

interface Visit {
  readonly n: number
  readonly patientId: string
  readonly monday: string
  readonly zone: string
  readonly clinician: { resourceId: string; kind: 'clinician'; name: string }
  readonly room: { resourceId: string; kind: 'room'; name: string }
}

function visitOf({ n, patientId, monday, zone, clinician, room }: Visit): readonly [string, object] {
  const appointmentId = randomUUID()
  const place = Math.floor(n / clinicians)
  const [day, slot] = [place % 5, Math.floor(place / 5)]
  const minutes = 8 * 60 + slot * 30
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const start = momentOf(dayAfter(monday, day), clock, zone) ?? ''
  const {
    participant,
    id: _id,
    identifier: _lid,
    ...rest
  } = appointmentOf({
    appointmentId,
    patientId,
    state: 'booked',
    kind: 'in-person',
    start,
    end: new Date(Date.parse(start) + 20 * 60_000).toISOString(),
    resources: [clinician, room],
    unsynced: false,
    body: { version: 1, minutes: 20, since: start, passed: [], wanted: [], slots: [], events: [] },
  })
  const [, ...staff] = participant
  const who = { actor: { reference: `urn:uuid:${patientId}` }, required: 'required', status: 'accepted' }
  return [appointmentId, { ...rest, participant: [who, ...staff] }]
}
