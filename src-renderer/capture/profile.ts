import { setting } from './controls.ts'

type Value = string | number

/** What a person fixed for one camera: names of W3C Image Capture and their values. */
export type Profile = Readonly<Record<string, Value>>

/** What may be fixed, in the order in which it is set: a mode before the value that only its manual setting has. */
const keys = [
  { mode: 'exposureMode', values: ['exposureTime', 'iso'] },
  { mode: 'whiteBalanceMode', values: ['colorTemperature'] },
  { mode: 'focusMode', values: ['focusDistance'] },
  { values: ['exposureCompensation', 'brightness', 'contrast', 'saturation', 'sharpness', 'zoom'] },
] as const satisfies readonly { mode?: string; values: readonly string[] }[]

const order: readonly string[] = keys.flatMap(row => ['mode' in row ? row.mode : '', ...row.values]).filter(Boolean)

/** `exposure` for `exposureTime` and so on: how a person calls it. */
export type ProfilePart = 'exposure' | 'whiteBalance' | 'focus' | 'picture'
const parts: readonly ProfilePart[] = ['exposure', 'whiteBalance', 'focus', 'picture']

/** Which part of the camera a name of the profile belongs to. */
export const partOf = (key: string): ProfilePart =>
  parts[keys.findIndex(row => ('mode' in row && row.mode === key) || row.values.some(value => value === key))] ??
  'picture'

/**
 * What a camera's profile is kept under: vendor and product number where the name ends with them, as Chromium has it
 * (`Dino-Lite (a168:0980)`), so that the same model in another language is the same; else its name.
 */
export function cameraIdOf(label: string): string | undefined {
  const usb = /\(([\da-f]{4}:[\da-f]{4})\)\s*$/i.exec(label)
  if (usb?.[1]) return `usb ${usb[1].toLowerCase()}`
  const name = label.trim().slice(0, 60)
  return name === '' ? undefined : `name ${name}`
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isValue = (value: unknown): value is Value =>
  (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= 40)

/** Reads a stored profile; anything odd counts as nothing fixed. */
export function profileFrom(text: string | undefined): Profile | undefined {
  if (text === undefined || text === '') return undefined
  try {
    const said: unknown = JSON.parse(text)
    if (!isRecord(said)) return undefined
    const kept = order.flatMap(key => (isValue(said[key]) ? [[key, said[key]] as const] : []))
    return kept.length === 0 ? undefined : Object.fromEntries(kept)
  } catch {
    return undefined
  }
}

const offers = (capabilities: object, key: string, value: Value): boolean => {
  const able: unknown = (capabilities as Record<string, unknown>)[key]
  if (Array.isArray(able)) return able.includes(value)
  if (!isRecord(able) || typeof value !== 'number') return false
  const { min, max } = able
  return typeof min === 'number' && typeof max === 'number' && value >= min && value <= max
}

/** The camera's present values with every automatic switched to manual, as far as it offers that. */
export function lockedOf(capabilities: object, settings: object): Profile {
  const now = settings as Record<string, unknown>
  const rows = keys.flatMap(row => {
    const mode = 'mode' in row && offers(capabilities, row.mode, 'manual') ? [[row.mode, 'manual'] as const] : []
    const values = row.values.flatMap(key => {
      const value = now[key]
      return isValue(value) && offers(capabilities, key, value) ? [[key, value] as const] : []
    })
    return [...mode, ...values]
  })
  return Object.fromEntries(rows)
}

/** The same camera with its automatics again. */
export const unlockedOf = (profile: Profile): Profile =>
  Object.fromEntries(
    Object.entries(profile).flatMap(([key, value]) => (value === 'manual' ? [[key, 'continuous']] : [])),
  )

export interface ProfileCheck {
  /** What the camera took over, by reading it back. */
  readonly applied: Profile
  /** What it does not offer, refused, or answered otherwise. */
  readonly missed: readonly { readonly key: string; readonly wanted: Value; readonly got: unknown }[]
}

export type Settable = Pick<MediaStreamTrack, 'getCapabilities' | 'getSettings' | 'applyConstraints'>

const stepOf = (capabilities: object, key: string): number => {
  const able: unknown = (capabilities as Record<string, unknown>)[key]
  return isRecord(able) && typeof able['step'] === 'number' ? able['step'] : 0
}

/** Equal, or a number within one step: cameras round. */
const isTaken = (got: unknown, wanted: Value, step: number): boolean =>
  got === wanted ||
  (typeof got === 'number' && typeof wanted === 'number' && Math.abs(got - wanted) <= Math.max(step, 1e-6))

/** Sets one value after the other, since a camera that refuses one refuses all that came with it; only what it offers. Then reads all back. */
export async function applyProfile(track: Settable, profile: Profile): Promise<ProfileCheck> {
  const capabilities = track.getCapabilities?.() ?? {}
  const wanted = order.flatMap(key => (profile[key] === undefined ? [] : [{ key, value: profile[key] }]))
  for (const { key, value } of wanted)
    if (offers(capabilities, key, value)) await track.applyConstraints(setting(key, value)).catch(() => {})
  return checkedProfile(track, profile)
}

/** Compares what the camera says of itself now with what was fixed. */
export function checkedProfile(
  track: Pick<Settable, 'getCapabilities' | 'getSettings'>,
  profile: Profile,
): ProfileCheck {
  const capabilities = track.getCapabilities?.() ?? {}
  const settings = track.getSettings() as Record<string, unknown>
  const rows = Object.entries(profile).map(([key, wanted]) => {
    const got = settings[key]
    return { key, wanted, got, isApplied: isTaken(got, wanted, stepOf(capabilities, key)) }
  })
  return {
    applied: Object.fromEntries(rows.filter(({ isApplied }) => isApplied).map(({ key, wanted }) => [key, wanted])),
    missed: rows.filter(({ isApplied }) => !isApplied).map(({ key, wanted, got }) => ({ key, wanted, got })),
  }
}

/** What a picture says of the profile it was taken with; nothing where none was fixed. */
export const profileNote = (check: ProfileCheck | undefined): Readonly<Record<string, string>> => {
  if (!check) return {}
  const missed = check.missed.map(({ key }) => key).join(' ')
  return { cameraProfile: missed === '' ? 'applied' : `not applied: ${missed}` }
}
