import { decodeApdu, operations, type Service } from '../drivers/phd/apdu.ts'
import { configurationOf } from '../drivers/phd/configuration.ts'
import { Manager } from '../drivers/phd/manager.ts'
import { observationOf } from '../drivers/phd/observation.ts'
import { readingsOf } from '../drivers/phd/readings.ts'
import { isScan, scanOf } from '../drivers/phd/scan.ts'
import { pieceOf, segmentsOf } from '../drivers/phd/segments.ts'
import { actionOf, actions, eventOf, events, gotOf } from '../drivers/phd/services.ts'
import { standardConfigurations } from '../drivers/phd/standard.ts'
import { systemOf } from '../drivers/phd/system.ts'
import { DeviceError } from '../errors.ts'
import { chanceOf } from './chance.ts'
import { type Dialogue, phdApdus, phdDialogues } from './phd-corpus.ts'

interface Tally {
  tried: number
  readonly untyped: string[]
}

const drop = (): void => {}

/** Looks into an event as deep as the decoder does, under every standard configuration. */
function lookIntoEvent(body: Uint8Array): void {
  const event = eventOf(body)
  if (event.type === events.configuration) configurationOf(event.info)
  else if (event.type === events.segmentData) pieceOf(event.info)
  else if (isScan(event.type))
    for (const configuration of standardConfigurations.values())
      for (const item of scanOf(configuration, event.handle, event).items) observationOf(item, configuration)
}

function lookInto({ operation, body }: Service): void {
  if (operation === operations.event || operation === operations.confirmedEvent) lookIntoEvent(body)
  else if (operation === operations.getResponse) systemOf(gotOf(body).attributes)
  else if (operation === operations.actionResponse) {
    const { type, info } = actionOf(body)
    if (type === actions.segmentInfo) segmentsOf(info)
  }
}

/** Where a mutated APDU stands: what came before it, and what comes after. */
interface Place {
  readonly name: string
  readonly before: readonly Uint8Array[]
  readonly after: readonly Uint8Array[]
}

/** Runs one and takes down what is no DeviceError. */
function attempt(name: string, run: () => void, { untyped }: Tally): void {
  try {
    run()
  } catch (error) {
    if (error instanceof DeviceError) return
    untyped.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : 'not an error'}`)
  }
}

/** Hears an APDU as the decoder does when it stands alone, and as a manager does amid its dialogue. */
function hear(bytes: Uint8Array, { name, before, after }: Place, tally: Tally): void {
  tally.tried += 1
  const alone = (): void => {
    const apdu = decodeApdu(bytes)
    if (apdu.kind === 'prst') lookInto(apdu.service)
  }
  const amid = (): void => {
    const manager = new Manager(drop)
    for (const one of [...before, bytes, ...after])
      for (const report of manager.hear(one).reports) readingsOf(report, 0, drop)
  }
  attempt(`${name} alone`, alone, tally)
  if (before.length + after.length > 0) attempt(`${name} amid its dialogue`, amid, tally)
}

/** Values that a byte may take instead: the ones at the edges, then some by chance. */
function valuesFor(byte: number, count: number, chance: () => number): readonly number[] {
  const edges = [0, 0xff, 0x7f, 0x80, byte ^ 1, byte ^ 0x80, (byte + 1) & 0xff, (byte - 1) & 0xff]
  const all = count >= 255 ? Array.from({ length: 256 }, (_, value) => value) : edges
  const values = new Set(all.filter(value => value !== byte))
  while (values.size < Math.min(count, 255)) {
    const value = Math.floor(chance() * 256)
    if (value !== byte) values.add(value)
  }
  return [...values].slice(0, count)
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice()
  copy[at] = value
  return copy
}

function mutate({ name, agent }: Dialogue, valuesEach: number, chance: () => number): Tally {
  const tally: Tally = { tried: 0, untyped: [] }
  for (const [index, apdu] of agent.entries()) {
    const around = { before: agent.slice(0, index), after: agent.slice(index + 1, index + 3) }
    const place = (what: string): Place => ({ ...around, name: `${name} APDU ${index + 1} ${what}` })
    for (let end = 0; end < apdu.length; end += 1) hear(apdu.slice(0, end), place(`cut at ${end}`), tally)
    for (const [at, byte] of apdu.entries())
      for (const value of valuesFor(byte, valuesEach, chance))
        hear(changed(apdu, at, value), place(`byte ${at} ${value}`), tally)
  }
  return tally
}

export interface MutationWay {
  /** How many of its 255 other values each byte takes. */
  readonly valuesEach?: number
  readonly seed?: number
  readonly dialogues?: readonly Dialogue[]
}

/** Every truncation of every APDU and changes of every byte: how many were tried, and what ended in anything but a DeviceError. */
export function phdMutations(way: MutationWay = {}): { tried: number; untyped: readonly string[] } {
  const { valuesEach = 12, seed = 1, dialogues = [...phdDialogues(), ...phdApdus()] } = way
  const chance = chanceOf(seed)
  const tallies = dialogues.map(dialogue => mutate(dialogue, valuesEach, chance))
  return {
    tried: tallies.reduce((sum, { tried }) => sum + tried, 0),
    untyped: tallies.flatMap(({ untyped }) => untyped),
  }
}
