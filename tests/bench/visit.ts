import type { BenchOptions } from './main.ts'
import { thread } from './visit-thread.ts'
import { week } from './visit-week.ts'

/** What stands around a visit: `thread`, a long conversation, and `week`, a full week of the schedule. */
export async function run({ case: only }: BenchOptions): Promise<void> {
  if (only === undefined || only === 'thread') await thread()
  if (only === undefined || only === 'week') await week()
}
