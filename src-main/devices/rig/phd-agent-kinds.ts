import type { Reading } from '../driver.ts'
import { chanceOf } from './chance.ts'
import {
  attribute,
  bcd,
  configuration,
  float,
  listed,
  numeric,
  type Octets,
  object,
  sfloat,
  sized,
  word,
} from './phd-agent-bytes.ts'

export type AgentKind = 'oximeter' | 'pressure' | 'scale' | 'glucose' | 'thermometer' | 'extended' | 'store'
export const agentKinds = ['oximeter', 'pressure', 'scale', 'glucose', 'thermometer', 'extended', 'store'] as const

/** What an agent has told when it is through, in the words a nurse would use. */
export interface Told {
  readonly kind: string
  readonly values: readonly string[]
  readonly deviceTime?: string
  readonly user?: string
}

/** One measurement: what it says, and each object's octets. */
interface Measured {
  readonly told: readonly Told[]
  readonly values: readonly (readonly [handle: number, bytes: Octets])[]
}

export interface AgentData {
  readonly configId: number
  /** What it says when it is asked to describe itself. */
  readonly configuration: Octets
  readonly live: readonly Measured[]
  /** One a segment: whose it is, how it is laid out, its entries. */
  readonly segments: readonly {
    readonly person: number
    readonly map: Octets
    readonly entries: readonly { readonly told: Told; readonly bytes: Octets }[]
  }[]
}

type Draw = (least: number, most: number) => number
type Measure = (draw: Draw, time: string) => Measured

const timeLayout = [0x0990, 8] as const
const basic = [0x0a4c, 2] as const
const simple = [0x0a56, 4] as const
const fixed = (value: number, digits: number): string => (value / 10 ** digits).toFixed(digits)
/** One glucose in ten is above what the meter measures. */
const glucoseOf = (draw: Draw): string => (draw(0, 9) === 0 ? 'positive-infinity' : `${draw(40, 500)}`)

/** A value with its time, of one object. */
const timed = (kind: string, value: string, deviceTime: string): Told => ({ kind, values: [value], deviceTime })

const measures: Readonly<Record<Exclude<AgentKind, 'store'>, Measure>> = {
  oximeter: draw => {
    const [spo2, pulse] = [`${draw(80, 100)}`, `${draw(45, 140)}`]
    return {
      told: [
        { kind: 'spo2', values: [spo2] },
        { kind: 'pulse', values: [pulse] },
      ],
      values: [
        [1, sfloat(spo2)],
        [10, sfloat(pulse)],
      ],
    }
  },
  pressure: (draw, deviceTime) => {
    const [over, under, mean, pulse] = [draw(95, 180), draw(50, 90), draw(70, 110), draw(45, 120)].map(String)
    const values = [over ?? '', under ?? '', mean ?? '', pulse ?? '']
    const compound = [...word(3), ...sized(values.slice(0, 3).flatMap(sfloat))]
    return {
      told: [{ kind: 'blood-pressure', values, deviceTime }],
      values: [
        [1, [...compound, ...bcd(deviceTime)]],
        [2, [...sfloat(pulse ?? ''), ...bcd(deviceTime)]],
      ],
    }
  },
  scale: (draw, time) => {
    const weight = fixed(draw(300, 1800), 1)
    return { told: [timed('weight', weight, time)], values: [[1, [...float(weight), ...bcd(time)]]] }
  },
  glucose: (draw, time) => {
    const value = glucoseOf(draw)
    return { told: [timed('glucose', value, time)], values: [[1, [...sfloat(value), ...bcd(time)]]] }
  },
  thermometer: (draw, time) => {
    const value = fixed(draw(3500, 4150), 2)
    return { told: [timed('temperature', value, time)], values: [[1, [...float(value), ...bcd(time)]]] }
  },
  extended: (draw, time) => {
    const [weight, height, bmi] = [fixed(draw(3000, 18_000), 2), fixed(draw(1400, 2000), 1), fixed(draw(150, 450), 1)]
    return {
      told: [timed('weight', weight, time), timed('height', height, time), timed('bmi', bmi, time)],
      values: [
        [1, [...float(weight), ...bcd(time)]],
        [2, [...float(height), ...bcd(time)]],
        [3, [...float(bmi), ...bcd(time)]],
      ],
    }
  },
}

/** The number and the objects of each kind: what standard configurations hold everybody knows. */
const objects: Readonly<Record<AgentKind, readonly [configId: number, objects: readonly Octets[]]>> = {
  oximeter: [0x0190, []],
  pressure: [0x02bc, []],
  scale: [0x05dc, []],
  glucose: [0x06a4, []],
  thermometer: [0x0320, []],
  extended: [
    0x4001,
    [
      numeric(1, [0xe140, 0x06c3], [simple, timeLayout]),
      numeric(2, [0xe144, 0x0511], [simple, timeLayout]),
      numeric(3, [0xe150, 0x07a0], [simple, timeLayout]),
    ],
  ],
  store: [
    0x4002,
    [
      numeric(1, [0x71b8, 0x0852], [basic, timeLayout]),
      object(61, 100, [attribute(0x092b, word(0)), attribute(0x0a4d, word(2)), attribute(0x0a5f, word(8))]),
    ],
  ],
}

/** Entries begin with their time; each holds one glucose of object 1. */
const segmentMap: Octets = [
  ...word(0x8000),
  ...listed([[...word(6), ...word(2), ...word(0x71b8), ...word(1), ...listed([basic.flatMap(word)])]]),
]

/** One time after the other, some minutes apart. */
function timesOf(draw: Draw): () => string {
  let at = Date.UTC(2026, 1, 1, 8)
  return () => {
    at += draw(60, 90_000) * 1000
    return new Date(at).toISOString().slice(0, 19)
  }
}

function segmentsOf(sizes: readonly number[], draw: Draw, next: () => string): AgentData['segments'] {
  return sizes.map((size, person) => ({
    person,
    map: segmentMap,
    entries: Array.from({ length: size }, () => {
      const [value, time] = [glucoseOf(draw), next()]
      return { told: { ...timed('glucose', value, time), user: `${person}` }, bytes: [...bcd(time), ...sfloat(value)] }
    }),
  }))
}

export interface AgentMake {
  readonly kind: AgentKind
  readonly seed: number
  /** How many measurements it reports; a store has `segments` instead. */
  readonly count?: number
  /** How many entries each segment of its store holds. */
  readonly segments?: readonly number[]
}

/** What a simulated agent holds, by its seed. */
export function agentData({ kind, seed, count = 3, segments = [5, 0, 7] }: AgentMake): AgentData {
  const chance = chanceOf(seed)
  const draw: Draw = (least, most) => least + Math.floor(chance() * (most - least + 1))
  const next = timesOf(draw)
  const [configId, all] = objects[kind]
  const isStore = kind === 'store'
  return {
    configId,
    configuration: configuration(configId, all),
    live: isStore ? [] : Array.from({ length: count }, () => measures[kind](draw, next())),
    segments: isStore ? segmentsOf(segments, draw, next) : [],
  }
}

/** All that it tells, in order. */
export const toldBy = ({ live, segments }: AgentData): readonly Told[] => [
  ...live.flatMap(({ told }) => told),
  ...segments.flatMap(({ entries }) => entries.map(({ told }) => told)),
]

/** A reading in the same words. */
export const toldOf = ({ kind, parts, deviceTime, user }: Reading): Told => ({
  kind,
  values: parts.map(({ figure }) => ('value' in figure ? figure.value : figure.absent)),
  ...(deviceTime === undefined ? {} : { deviceTime }),
  ...(user === undefined ? {} : { user }),
})
