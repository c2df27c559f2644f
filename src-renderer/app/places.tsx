import type { ComponentType } from 'react'
import type { At, Place, PlaceProps } from '../ui/place.ts'

type Screens = { readonly [Name in At]?: ComponentType<PlaceProps<Name>> }

/** Which screen is shown where: one line per place. */
const screens: Screens = {}

/** The screen of a place. */
export function PlaceScreen({ place }: { place: Place }) {
  const Shown = screens[place.at] as ComponentType<PlaceProps<At>> | undefined
  return Shown && <Shown place={place} />
}
