import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applyProfile,
  cameraIdOf,
  lockedOf,
  type Profile,
  profileFrom,
  profileNote,
  type Settable,
  unlockedOf,
} from './profile.ts'

const ranged = ['exposureTime', 'colorTemperature', 'focusDistance', 'brightness', 'sharpness'] as const
const modes = ['exposureMode', 'whiteBalanceMode', 'focusMode'] as const

interface Camera {
  readonly offered: readonly string[]
  readonly stubborn: readonly string[]
  readonly start: number
}

/** A camera that rejects a call with any name it does not offer, and values of an automatic that is on. */
function cameraOf({ offered, stubborn, start }: Camera): Settable & { readonly calls: string[] } {
  const settings: Record<string, string | number> = {}
  const able: Record<string, unknown> = {}
  for (const key of offered) {
    const isMode = modes.some(mode => mode === key)
    able[key] = isMode ? ['continuous', 'manual'] : { min: 0, max: 100, step: 1 }
    settings[key] = isMode ? 'continuous' : start
  }
  const calls: string[] = []
  return {
    calls,
    getCapabilities: () => able as MediaTrackCapabilities,
    getSettings: () => settings as MediaTrackSettings,
    applyConstraints: async constraints => {
      const entries = (constraints?.advanced ?? []).flatMap(one =>
        Object.entries(one as Record<string, string | number>),
      )
      calls.push(entries.map(([key]) => key).join('+'))
      for (const [key, value] of entries) {
        if (!offered.includes(key)) throw new Error('OverconstrainedError')
        if (!stubborn.includes(key)) settings[key] = value
      }
    },
  }
}

const camera = fc.record({
  offered: fc.subarray([...ranged, ...modes]),
  stubborn: fc.subarray([...ranged, ...modes]),
  start: fc.nat(100),
})

test('what was locked is applied again to a camera that has forgotten it, one name a call and only names it offers', async () => {
  await fc.assert(
    fc.asyncProperty(camera, fc.nat(100), async ({ offered, start }, other) => {
      const before = cameraOf({ offered, stubborn: [], start })
      const profile = lockedOf(before.getCapabilities(), before.getSettings())
      expect(Object.keys(profile).toSorted((a, b) => a.localeCompare(b))).toEqual(
        [...offered].toSorted((a, b) => a.localeCompare(b)),
      )
      const fresh = cameraOf({ offered, stubborn: [], start: other })
      const { applied, missed } = await applyProfile(fresh, profile)
      expect(missed).toEqual([])
      expect(applied).toEqual(profile)
      expect(fresh.getSettings()).toEqual(profile)
      for (const call of fresh.calls) expect(offered).toContain(call)
    }),
  )
})

test('what the camera does not offer, or does not take over, is said and nothing else is lost', async () => {
  await fc.assert(
    fc.asyncProperty(camera, camera, async (from, to) => {
      const locked = cameraOf({ ...from, stubborn: [] })
      const profile = lockedOf(locked.getCapabilities(), locked.getSettings())
      const other = cameraOf(to)
      const { applied, missed } = await applyProfile(other, profile)
      expect([...Object.keys(applied), ...missed.map(({ key }) => key)].toSorted((a, b) => a.localeCompare(b))).toEqual(
        Object.keys(profile).toSorted((a, b) => a.localeCompare(b)),
      )
      for (const { key } of missed)
        expect(to.offered.some(one => one === key) && !to.stubborn.some(one => one === key)).toBe(false)
      for (const call of other.calls) expect(to.offered).toContain(call)
    }),
  )
})

test('a mode is set before the value that needs it', async () => {
  const track = cameraOf({ offered: [...ranged, ...modes], stubborn: [], start: 7 })
  await applyProfile(track, lockedOf(track.getCapabilities(), track.getSettings()))
  const at = (key: string) => track.calls.indexOf(key)
  expect(at('exposureMode')).toBeLessThan(at('exposureTime'))
  expect(at('whiteBalanceMode')).toBeLessThan(at('colorTemperature'))
  expect(at('focusMode')).toBeLessThan(at('focusDistance'))
})

test('values out of range are not sent, and one step of rounding is no difference', async () => {
  const track = cameraOf({ offered: ['brightness', 'sharpness'], stubborn: ['sharpness'], start: 50 })
  const { missed } = await applyProfile(track, { brightness: 500, sharpness: 51 })
  expect([track.calls, missed]).toEqual([['sharpness'], [{ key: 'brightness', wanted: 500, got: 50 }]])
})

test('a stored profile is read back, and no text becomes more than one', () => {
  const profile = fc.dictionary(fc.constantFrom(...ranged), fc.double({ noNaN: true, noDefaultInfinity: true }), {
    noNullPrototype: true,
    minKeys: 1,
  })
  fc.assert(
    fc.property(profile, known => {
      expect(JSON.stringify(sorted(profileFrom(JSON.stringify(known)) ?? {}))).toBe(JSON.stringify(sorted(known)))
    }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      for (const value of Object.values(profileFrom(text) ?? {})) expect(['string', 'number']).toContain(typeof value)
    }),
  )
})

const sorted = (profile: Profile) =>
  Object.fromEntries(Object.entries(profile).toSorted(([one], [other]) => one.localeCompare(other)))

test('one model is one camera whatever its name is in this language', () => {
  expect(cameraIdOf('Dino-Lite Premier (a168:0980)')).toBe('usb a168:0980')
  expect(cameraIdOf('Mikroskop (A168:0980) ')).toBe('usb a168:0980')
  expect(cameraIdOf('fake_device_0')).toBe('name fake_device_0')
  expect(cameraIdOf(' ')).toBeUndefined()
  expect(unlockedOf({ focusMode: 'manual', focusDistance: 3 })).toEqual({ focusMode: 'continuous' })
  expect(profileNote(undefined)).toEqual({})
  expect(profileNote({ applied: {}, missed: [] })).toEqual({ cameraProfile: 'applied' })
  expect(profileNote({ applied: {}, missed: [{ key: 'iso', wanted: 1, got: 2 }] })).toEqual({
    cameraProfile: 'not applied: iso',
  })
})
