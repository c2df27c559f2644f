import { contecModel, contecOldModel } from '../src-main/devices/rig/contec-model.ts'
import {
  easyModel,
  type SerialFaults,
  scaleModel,
  taidocModel,
  ultraModel,
} from '../src-main/devices/rig/meter-models.ts'
import type { PlugIn } from '../src-main/devices/rig/model.ts'
import { noninModel } from '../src-main/devices/rig/nonin-model.ts'

export interface SerialKind {
  readonly about: string
  readonly driver: string
  readonly model: (faults: SerialFaults) => PlugIn
}

const minuteMs = 60_000
/** Local time so many minutes ago, as a device whose clock is right shows it. */
const ago = (minutes: number): [number, number, number, number, number, number] => {
  const at = new Date(Date.now() - minutes * minuteMs)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()]
}
const two = (value: number): string => String(value).padStart(2, '0')

/** Half an hour of seconds with a dip in saturation every ten minutes. */
const recording = (): [number, number][] =>
  Array.from({ length: 1800 }, (_, second) => [
    97 - (second % 600 < 40 ? 7 : second % 3 === 0 ? 1 : 0),
    58 + (second % 25),
  ])

function taidocTime(minutes: number): readonly number[] {
  const [year, month, day, hour, minute] = ago(minutes)
  const date = ((year - 2000) << 9) | (month << 5) | day
  return [date & 255, date >> 8, minute, hour]
}

function ultraLine(minutes: number, value: number): string {
  const [year, month, day, hour, minute] = ago(minutes)
  const date = `${two(month)}/${two(day)}/${two(year % 100)}`
  return `P "MON","${date}","${two(hour)}:${two(minute)}:00   ","  ${String(value).padStart(3, '0')} ","N","00", 00`
}

/** Somebody steps on the scale every half minute or so. */
const steps = (): readonly (readonly [string, number])[] =>
  Array.from({ length: 400 }, (_, turn) => {
    const weight = `00${(71.4 + (turn % 3) * 0.05).toFixed(2)}`
    return [
      [`+0000.00KG S\r\n`, 60],
      [`+0043.10KG U\r\n`, 8],
      [`+${weight}KG S\r\n`, 100],
    ] as const
  }).flat()

/** Every device that can be played on a serial line. */
export const serialKinds: Readonly<Record<string, SerialKind>> = {
  oximeter: {
    about: 'Contec CMS50: a live trace and half an hour stored today',
    driver: 'contec-cms50',
    model: faults => contecModel({ ...faults, perfusion: true, segments: [{ start: ago(120), seconds: recording() }] }),
  },
  'oximeter-old': {
    about: 'Contec CMS50 of the first protocol: a live trace and a recording without a clock',
    driver: 'contec-cms50-old',
    model: faults => contecOldModel({ ...faults, seconds: recording() }),
  },
  'oximeter-nonin': {
    about: 'Nonin 9560: a live trace and three spot checks',
    driver: 'nonin',
    model: faults =>
      noninModel({
        ...faults,
        clock: ago(0).map((part, at) => (at === 0 ? part % 100 : part)),
        spots: [
          { at: ago(2880), pulse: 64, spo2: 97 },
          { at: ago(1440), pulse: 71, spo2: 96 },
          { at: ago(30), pulse: 66, spo2: 98 },
        ],
      }),
  },
  scale: {
    about: 'KERN scale: somebody steps on it every half minute',
    driver: 'kern',
    model: faults => scaleModel({ ...faults, shown: steps() }),
  },
  glucose: {
    about: 'OneTouch Ultra2: four glucose values',
    driver: 'onetouch-ultra2',
    model: faults =>
      ultraModel({
        ...faults,
        serial: 'CUT15SIMX',
        records: [ultraLine(60, 98), ultraLine(600, 143), ultraLine(1500, 87), ultraLine(2000, 121)],
      }),
  },
  'glucose-easy': {
    about: 'OneTouch UltraEasy: two glucose values',
    driver: 'onetouch-ultraeasy',
    model: faults => {
      const seconds = (minutes: number): number => {
        const [year, month, day, ...time] = ago(minutes)
        return Date.UTC(year, month - 1, day, ...time) / 1000
      }
      return easyModel({
        ...faults,
        serial: 'CUT15EASY',
        records: [
          [seconds(45), 104],
          [seconds(900), 133],
        ],
      })
    },
  },
  pressure: {
    about: 'TaiDoc blood-pressure monitor, asleep when it is plugged in: three readings',
    driver: 'taidoc',
    model: faults =>
      taidocModel({
        ...faults,
        model: 0x3128,
        asleep: true,
        records: [
          { time: taidocTime(15), value: [128, 0, 82, 61] },
          { time: taidocTime(1440), value: [131, 0, 85, 66] },
          { time: taidocTime(2880), value: [125, 0, 79, 63] },
        ],
      }),
  },
}
