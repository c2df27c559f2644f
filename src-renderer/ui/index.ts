/** The parts every screen is made of. They know words, looks and keys, and nothing of a screen. */

export { ActionButton } from './action-button.tsx'
export { type Action, useActions } from './actions.ts'
export { type Column, DataTable } from './data-table.tsx'
export { Field, Fields } from './field.tsx'
export { Kbd } from './kbd.tsx'
export { LongTable } from './long-table.tsx'
export { Panel } from './panel.tsx'
export { PatientBanner, PatientLine } from './patient-banner.tsx'
export { nameOf, useBirthText } from './person.tsx'
export { Photo } from './photo.tsx'
export {
  type At,
  type ChartTab,
  type DeskTab,
  type Place,
  type PlaceOf,
  type PlaceProps,
  type ReadingsTab,
  useBack,
  useGoTo,
  usePlace,
  useReplace,
} from './place.ts'
export { Screen } from './screen.tsx'
export { Answer, Empty, Failed, Loading } from './states.tsx'
export { StatusChip, type Tone } from './status-chip.tsx'
export { useToday } from './today.ts'
export { offerUndo, tell } from './undo.tsx'
export { ageOf, clockText, dayOf, dayText, isoDayOf, stampText } from './when.ts'
