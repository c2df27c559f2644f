import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Manager } from '../drivers/phd/manager.ts'
import { agentKinds } from './phd-agent-kinds.ts'
import type { ApduVector, StandardConfig } from './phd-apdus.ts'
import { bytesOf } from './phd-mask.ts'
import { type PhdMake, phdModel } from './phd-model.ts'
import type { Capture, Session } from './phd-sessions.ts'
import { vectorFiles } from './vectors.ts'
import { openVirtualTime } from './virtual-time.ts'

/** What an agent says from its association to its end. */
export interface Dialogue {
  readonly name: string
  readonly agent: readonly Uint8Array[]
}

/** A simulated agent talks to our manager until neither has a word left. */
export function simulatedDialogue(make: PhdMake): Dialogue {
  const time = openVirtualTime()
  const manager = new Manager()
  const agent: Uint8Array[] = []
  const model = phdModel(make)({
    nowMs: time.nowMs,
    after: time.after,
    say: bytes => {
      agent.push(bytes)
      for (const answer of manager.hear(bytes).out) time.after(1, () => model.hear(answer, 0x02))
    },
    stall: () => {},
    unplug: () => {},
  })
  while (time.step(60_000)) continue
  return { name: `simulated ${make.kind}`, agent }
}

const simulated = (): readonly Dialogue[] =>
  agentKinds.map(kind => simulatedDialogue({ kind, seed: 11, releases: true, count: 2, segments: [4, 1] }))

const recorded = <Content>(
  folder: string,
  pattern: RegExp,
  agentOf: (content: Content) => readonly (readonly [name: string, agent: readonly string[]])[],
): readonly Dialogue[] =>
  vectorFiles(folder, pattern).flatMap(file =>
    agentOf(JSON.parse(readFileSync(file, 'utf8')) as Content).map(([name, agent]) => ({
      name: `${basename(file, '.json')} ${name}`,
      agent: agent.map(bytesOf),
    })),
  )

/** All dialogues there are: those of other people where this computer has them, and those of our own agents. */
export const phdDialogues = (): readonly Dialogue[] => [
  ...simulated(),
  ...recorded<Session>('ieee11073/sessions', /\.json$/, ({ steps }) => [['', steps.map(({ hex }) => hex)]]),
  ...recorded<Capture>('ieee11073/tcp-captures', /\.json$/, ({ apdus }) => [
    ['', apdus.filter(({ from }) => from === 'agent').map(({ hex }) => hex)],
  ]),
  ...recorded<{ configs: Record<string, StandardConfig> }>('ieee11073', /configs.*\.json$/, ({ configs }) =>
    Object.entries(configs).map(([id, { session }]) => [
      id,
      session.filter(([who]) => who === 'A').map(([, hex]) => hex),
    ]),
  ),
]

/** APDUs that stand alone. */
export function phdApdus(): readonly Dialogue[] {
  const each = ({ apdus }: { apdus: ApduVector[] }) => apdus.map(({ name, hex }) => [name, [hex]] as const)
  return [...recorded('ieee11073/apdu', /\.json$/, each), ...recorded('ieee11073', /apdus.*\.json$/, each)]
}
