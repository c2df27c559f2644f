import { prescribeBench } from './rules/prescribe.ts'
import { triageBench } from './rules/triage.ts'

/** The rule tables against the time that they may take: a bench for each, in turn. */
export async function run(): Promise<void> {
  await triageBench()
  await prescribeBench()
}
