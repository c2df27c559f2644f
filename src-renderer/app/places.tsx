import type { ComponentType } from 'react'
import { About } from '../about/about.tsx'
import { Body } from '../body/body.tsx'
import { CalibrationCockpit } from '../calibration/calibration.tsx'
import { Capture } from '../capture/capture.tsx'
import { Case } from '../case/case.tsx'
import { Chart } from '../chart/chart.tsx'
import { Compare } from '../compare/compare.tsx'
import { Consult } from '../consult/consult.tsx'
import { Desk } from '../desk/desk.tsx'
import { Devices } from '../devices/devices.tsx'
import { Intake } from '../intake/intake.tsx'
import { Messages } from '../messages/messages.tsx'
import { Orders } from '../orders/orders.tsx'
import { Tracking } from '../orders/tracking.tsx'
import { Patient } from '../patient/patient.tsx'
import { Patients } from '../patients/patients.tsx'
import { Prescribe } from '../prescribing/prescribe.tsx'
import { Refills } from '../prescribing/refills.tsx'
import { Reactions } from '../reactions/reactions.tsx'
import { Import } from '../readings/import.tsx'
import { Live } from '../readings/live.tsx'
import { Readings } from '../readings/readings.tsx'
import { Schedule } from '../schedule/schedule.tsx'
import { Report } from '../score/report.tsx'
import { Score } from '../score/score.tsx'
import { Severity } from '../severity/severity.tsx'
import { Similar } from '../similar/similar.tsx'
import { Sync } from '../sync/sync.tsx'
import { Today } from '../today/today.tsx'
import type { At, Place, PlaceProps } from '../ui/place.ts'
import { Visit } from '../visit/visit.tsx'
import { Visits } from '../visit/visits.tsx'
import { Worklist } from '../worklist/worklist.tsx'

type Screens = { readonly [Name in At]: ComponentType<PlaceProps<Name>> }

/** Which screen is shown where: one line per place. */
const screens: Screens = {
  today: Today,
  patients: Patients,
  patient: Patient,
  case: Case,
  capture: Capture,
  chart: Chart,
  compare: Compare,
  consult: Consult,
  intake: Intake,
  worklist: Worklist,
  messages: Messages,
  orders: Orders,
  tracking: Tracking,
  schedule: Schedule,
  visit: Visit,
  visits: Visits,
  prescribe: Prescribe,
  refills: Refills,
  reactions: Reactions,
  readings: Readings,
  body: Body,
  score: Score,
  report: Report,
  severity: Severity,
  similar: Similar,
  import: Import,
  devices: Devices,
  calibration: CalibrationCockpit,
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
