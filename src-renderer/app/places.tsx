import type { ComponentType } from 'react'
import { About } from '../about/about.tsx'
import { Capture } from '../capture/capture.tsx'
import { Case } from '../case/case.tsx'
import { Compare } from '../compare/compare.tsx'
import { Desk } from '../desk/desk.tsx'
import { Devices } from '../devices/devices.tsx'
import { Patient } from '../patient/patient.tsx'
import { Patients } from '../patients/patients.tsx'
import { Import } from '../readings/import.tsx'
import { Live } from '../readings/live.tsx'
import { Readings } from '../readings/readings.tsx'
import { Sync } from '../sync/sync.tsx'
import { Today } from '../today/today.tsx'
import type { At, Place, PlaceProps } from '../ui/place.ts'

type Screens = { readonly [Name in At]: ComponentType<PlaceProps<Name>> }

/** Which screen is shown where: one line per place. */
const screens: Screens = {
  today: Today,
  patients: Patients,
  patient: Patient,
  case: Case,
  capture: Capture,
  compare: Compare,
  readings: Readings,
  import: Import,
  devices: Devices,
  live: Live,
  desk: Desk,
  sync: Sync,
  about: About,
}

/** The screen of a place. */
export function PlaceScreen({ place }: { place: Place }) {
  const Shown = screens[place.at] as ComponentType<PlaceProps<At>>
  return <Shown place={place} />
}
