import { useCallback, useEffect, useState } from 'react'
import {
  applyProfile,
  cameraIdOf,
  checkedProfile,
  lockedOf,
  type ProfileCheck,
  profileFrom,
  unlockedOf,
} from './profile.ts'
import { usePreference } from './use-preference.ts'

export interface ProfileDesk {
  /** False for a camera that lets nothing be fixed. */
  readonly lockable: boolean
  /** What of the profile holds now; undefined where nothing is fixed, and until it was set. */
  readonly check: ProfileCheck | undefined
  readonly lock: () => void
  readonly unlock: () => void
  /** After something was set by hand. */
  readonly look: () => void
}

const nobody = 'camera.profile'

/** The fixed values of the camera that is live: set again at each start, compared with what it says of itself. */
export function useProfile(track: MediaStreamTrack | undefined): ProfileDesk {
  const id = track && cameraIdOf(track.label)
  const [text, remember] = usePreference(id === undefined ? nobody : `${nobody}.${id}`)
  const [, again] = useState(0)
  const [held, setHeld] = useState<{
    readonly track: MediaStreamTrack
    readonly text: string | undefined
    readonly check: ProfileCheck
  }>()

  useEffect(() => {
    const profile = profileFrom(text)
    if (!track || id === undefined || !profile) return undefined
    let isOurs = true
    void applyProfile(track, profile).then(check => isOurs && setHeld({ track, text, check }))
    return () => {
      isOurs = false
    }
  }, [track, id, text])

  const look = useCallback(() => {
    const profile = profileFrom(text)
    if (track && profile) setHeld({ track, text, check: checkedProfile(track, profile) })
  }, [track, text])
  const present = track && id !== undefined ? lockedOf(track.getCapabilities?.() ?? {}, track.getSettings()) : {}
  return {
    lockable: Object.keys(present).length > 0,
    check: held && held.track === track && held.text === text ? held.check : undefined,
    lock: () => remember(JSON.stringify(present)),
    unlock: () => {
      const profile = profileFrom(text)
      remember('')
      if (track && profile) void applyProfile(track, unlockedOf(profile)).then(() => again(count => count + 1))
    },
    look,
  }
}
