import type { Access } from '../access/index.ts'
import type { Capture } from '../capture/index.ts'
import type { Helper } from '../kernel/process.ts'
import { openRecords } from '../records/index.ts'
import type { Vault } from '../vault/index.ts'
import { castOf } from './cast.ts'
import { openPainter } from './painter.ts'
import { demoPeople } from './people.ts'
import { openTeller } from './teller.ts'

export interface DemoNeeds {
  readonly vault: Vault
  readonly access: Access
  readonly capture: Capture
  readonly start: () => Helper
  readonly now: () => Date
  readonly log: (line: string) => void
}

export interface Demo {
  /** First start: makes the vault and its people, and tells the first patient's story, so that there is something to see. */
  prepare(): Promise<void>
  /** Goes on telling, patient by patient, wherever it was left; stops by itself when the vault locks. */
  resume(): void
  close(): void
}

/** Fills the demo clinic through the rooms' own front doors, with the clock set back to each visit's day. */
export function openDemo(needs: DemoNeeds): Demo {
  const { vault, access, log } = needs
  const cast = castOf(needs.now().getUTCFullYear())
  const painter = openPainter(needs.start)
  const clock = { at: needs.now() }
  const records = openRecords({ vault, now: () => clock.at })
  const teller = openTeller({ ...needs, records, painter, clock })
  let telling: Promise<void> | undefined

  async function tell(most: number): Promise<void> {
    for (const person of cast.slice(0, most)) {
      if (vault.state() !== 'open') return
      if (!(await teller.isTold(person))) await teller.tell(person)
    }
  }

  return {
    async prepare() {
      if (vault.state() !== 'absent') return
      for (const person of demoPeople) await access.enrolDirectly(person)
      await tell(1)
    },
    resume() {
      telling ??= tell(cast.length)
        .catch((error: unknown) =>
          log(`the demo clinic stopped drawing: ${error instanceof Error ? error.name : 'unknown'}`),
        )
        .finally(() => {
          telling = undefined
        })
    },
    close: () => painter.close(),
  }
}
