import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { report, timed } from './measure.ts'
import { bundleOf, withGlass } from './visit-glass.ts'
import { watchLongTasks } from './worklist-page.ts'

const messages = 5000
/** No task of the glass may hold a key back so long, ms. */
const longTaskMs = 50
const wheelPx = 600
/** A search may take so long, ms (the project's own target). */
const searchMs = 100
const searches = 60

/**
 * A conversation of 5,000 messages in a real Chromium: the longest task while all of it is scrolled from the newest to the oldest, every
 * part fetched on the way; and how long the engine takes to find words in it.
 */
export async function thread(): Promise<void> {
  await withGlass(conversation(), messages, async (glass, client) => {
    await glass.keyboard.press('g')
    await glass.keyboard.press('m')
    await glass.getByRole('button', { name: /The long one/ }).click()
    await glass.getByText(`Line number ${messages - 1}.`).waitFor()
    await watchLongTasks(glass)
    await scrolledUp(glass, wheelPx * 10)
    await glass.getByText('Line number 0.').waitFor()
    await glass.evaluate(() => {
      const list = document.querySelector('[data-thread]')
      list?.scrollTo({ top: list.scrollHeight })
    })
    await glass.getByText(`Line number ${messages - 1}.`).waitFor()
    const { gaps, tasks } = await scrolledUp(glass, wheelPx)
    await glass.getByText('Line number 0.').waitFor()
    // The browser tells only of tasks over 50 ms: without one, the longest frame bounds them.
    const frames = gaps.toSorted((a, b) => a - b)
    const value = tasks.length > 0 ? Math.max(...tasks) : Math.min(longTaskMs, frames.at(-1) ?? Number.NaN)
    const line = { bench: 'visit', unit: 'ms', peer: longTaskMs, better: 'lower', n: gaps.length } as const
    report({ ...line, case: `thread-longest-task, ${tasks.length} over ${longTaskMs} ms`, value })
    report({ ...line, case: 'thread-frame-p95', value: frames[Math.floor(frames.length * 0.95)] ?? Number.NaN })
    await search(client)
  })
}

/** The 95th percentile of a search through the real engine, its audit row included; the number is one message's own. */
async function search(client: CutisClient): Promise<void> {
  const values: number[] = []
  for (let round = -1; round < searches; round++) {
    const at = 1000 + round * 57
    const value = await timed(async () => {
      const [found, ...more] = await client.messages.search({ text: `line number ${at}` })
      if (!found?.text.startsWith(`Line number ${at}.`) || more.length > 0) throw new Error('not what was looked for')
    })
    if (round >= 0) values.push(value)
  }
  const value = values.toSorted((a, b) => a - b)[Math.ceil(searches * 0.95) - 1] ?? Number.NaN
  const line = { bench: 'visit', unit: 'ms', peer: searchMs, better: 'lower', n: searches } as const
  report({ ...line, case: 'thread-search-p95', value })
}

/** A wheel turned upwards, a step in each frame, until the beginning. */
const scrolledUp = (page: Page, stepPx: number): Promise<{ gaps: number[]; tasks: number[] }> =>
  page.evaluate(async step => {
    const list = document.querySelector('[data-thread]')
    if (!list) throw new Error('no conversation')
    const tasks = (globalThis as unknown as { longTasks: number[] }).longTasks
    tasks.length = 0
    const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve))
    const gaps: number[] = []
    let before = await frame()
    while (list.scrollTop > 0) {
      list.scrollTop -= step
      const now = await frame()
      gaps.push(now - before)
      before = now
    }
    // The last long task is told after its frame.
    await new Promise(resolve => setTimeout(resolve, 300))
    return { gaps, tasks: [...tasks] }
  }, stepPx)

/** As a clinic would send it: a patient, a conversation, and years of messages from both sides, of many lengths. */
function conversation(): object {
  const [patientId, threadId] = [randomUUID(), randomUUID()]
  const subject = { reference: `urn:uuid:${patientId}` }
  const at = Date.parse('2024-01-02T09:00:00Z')
  const coding = (code: string) => ({ coding: [{ system: 'urn:cutis:code', code }] })
  const patient = {
    resourceType: 'Patient',
    name: [{ family: 'Long', given: ['Ada'] }],
    birthDate: '1970-01-02',
    gender: 'female',
  }
  const header = {
    resourceType: 'Communication',
    status: 'in-progress',
    topic: { ...coding('thread'), text: 'The long one' },
    subject,
    sent: new Date(at).toISOString(),
  }
  const said = Array.from({ length: messages }, (_, index) => {
    const fromPatient = index % 3 === 0
    const words = 'It itches less in the evening than it did. '.repeat(index % 7)
    const message = {
      resourceType: 'Communication',
      status: 'completed',
      partOf: [{ reference: `urn:uuid:${threadId}` }],
      subject,
      sent: new Date(at + index * 7_200_000).toISOString(),
      sender: fromPatient ? { ...subject, display: 'Long, Ada' } : { display: 'Dr Green' },
      payload: [{ contentString: `Line number ${index}. ${words}` }],
    }
    return [randomUUID(), message] as const
  })
  return bundleOf([[patientId, patient], [threadId, header], ...said])
}
