import { bsa, salt, scorad, vasi } from './areas.ts'
import { hiscr, ihs4, uas7 } from './counts.ts'
import type { Instrument } from './instrument.ts'
import { easi, easiChild, pasi } from './regional.ts'
import { dlqi, hurley, iga, itch, poem } from './totals.ts'

/** Every severity instrument of the house, in the order a list shows them. */
export const instruments: readonly Instrument[] = [
  pasi,
  easi,
  easiChild,
  scorad,
  iga,
  bsa,
  itch,
  dlqi,
  poem,
  uas7,
  ihs4,
  hiscr,
  hurley,
  salt,
  vasi,
]

export const instrumentOf = (id: string): Instrument | undefined => instruments.find(one => one.id === id)
