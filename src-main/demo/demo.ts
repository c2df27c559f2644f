import { Fault } from '../../src-shared/faults.ts'
import type { Access } from '../access/index.ts'
import type { Capture } from '../capture/index.ts'
import { openChart } from '../chart/index.ts'
import type { Helper } from '../kernel/process.ts'
import { openRecords } from '../records/index.ts'
import type { Vault } from '../vault/index.ts'
import { castOf } from './cast.ts'
import { type DayRooms, openDay } from './day.ts'
import { openPainters } from './painter.ts'
import { demoPeople } from './people.ts'
import { openTeller } from './teller.ts'

export interface DemoNeeds {
  readonly vault: Vault
  readonly access: Access
  readonly capture: Capture
  /** How many of the forty patients are told; all of them where it is not a number. */
  readonly patients: number
  /** The rooms whose work waits on the clinic's day. */
  readonly rooms: DayRooms
  readonly start: () => Helper
  readonly now: () => Date
  readonly log: (line: string) => void
}

export interface Demo {
  /** First start: makes the vault and its people, and begins to tell; people may sign in while the pictures are drawn. */
  prepare(): Promise<void>
  /** Goes on telling, patient by patient, wherever it was left; stops by itself when the vault locks. */
  resume(): void
  close(): void
}

/** Two draw nearly twice as fast; more would only be in the way of whoever looks at the demo. */
const painters = 2

/** What a fault is, by its code; of anything else only its kind. */
const kindOf = (error: unknown): string =>
  error instanceof Fault ? error.code : error instanceof Error ? error.name : 'unknown'

/** Fills the demo clinic through the rooms' own front doors, with the clock set back to each visit's day. */
export function openDemo(needs: DemoNeeds): Demo {
  const { vault, access, log } = needs
  const cast = castOf(needs.now().getUTCFullYear()).slice(0, Number.isNaN(needs.patients) ? undefined : needs.patients)
  const painter = openPainters(needs.start, painters)
  const clock = { at: needs.now() }
  const records = openRecords({ vault, now: () => clock.at })
  // A result is told with its own day; what is written down is written down today.
  const chart = openChart({ vault, records, now: needs.now })
  const teller = openTeller({ ...needs, records, chart: chart.service, painter, clock })
  const tellDay = openDay({ ...needs.rooms, records: records.service, capture: needs.capture, painter, now: needs.now })
  let telling: Promise<void> | undefined

  async function tell(): Promise<void> {
    for (const person of cast) {
      if (vault.state() !== 'open') return
      if (!(await teller.isTold(person))) await teller.tell(person)
    }
    clock.at = needs.now()
    await tellDay(cast)
    log('the demo clinic is told to its end')
  }

  const resume = (): void => {
    telling ??= tell()
      .catch((error: unknown) => log(`the demo clinic stopped drawing: ${kindOf(error)}`))
      .finally(() => {
        telling = undefined
      })
  }

  return {
    async prepare() {
      if (vault.state() !== 'absent') return
      for (const person of demoPeople) await access.enrolDirectly(person)
      resume()
    },
    resume,
    close: () => painter.close(),
  }
}
