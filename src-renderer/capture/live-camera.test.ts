import { describe, expect, test } from 'vitest'
import { openLiveCamera } from './live-camera.ts'

/** A track and its stream, as far as the camera uses them. */
const trackOf = (deviceId: string) => {
  const events = new EventTarget()
  let stopped = false
  const track = {
    getSettings: () => ({ deviceId, width: 1920, height: 1080 }),
    getCapabilities: () => ({ width: { max: 2592 }, height: { max: 1944 } }),
    addEventListener: events.addEventListener.bind(events),
    stop: () => {
      stopped = true
    },
  }
  return { track, pull: () => events.dispatchEvent(new Event('ended')), isStopped: () => stopped }
}

const mediaOf = (plugged: string[]) => {
  const events = new EventTarget()
  const opened: ReturnType<typeof trackOf>[] = []
  let refusal: string | undefined
  return {
    opened,
    refuse: (name: string | undefined) => {
      refusal = name
    },
    change: () => events.dispatchEvent(new Event('devicechange')),
    plugged,
    media: {
      enumerateDevices: async () => plugged.map(deviceId => ({ deviceId, kind: 'videoinput', label: deviceId })),
      getUserMedia: async ({ video }: { video: { deviceId?: { exact: string } } }) => {
        if (refusal) throw new DOMException('', refusal)
        const wanted = video.deviceId?.exact ?? plugged[0]
        if (wanted === undefined) throw new DOMException('', 'NotFoundError')
        if (!plugged.includes(wanted)) throw new DOMException('', 'OverconstrainedError')
        const made = trackOf(wanted)
        opened.push(made)
        return { getTracks: () => [made.track], getVideoTracks: () => [made.track] }
      },
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
    } as never,
  }
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setTimeout(resolve, 0))
}

describe('a camera', () => {
  test('shows its live picture with the size it really has and the most it can', async () => {
    const { media } = mediaOf(['a', 'b'])
    const camera = openLiveCamera(media)
    await camera.start(() => 'b')
    expect(camera.get().state).toMatchObject({
      kind: 'live',
      size: { width: 1920, height: 1080 },
      most: { width: 2592, height: 1944 },
    })
    expect(camera.get().cameras).toHaveLength(2)
  })

  test('that was remembered but is not here gives way to another', async () => {
    const { media } = mediaOf(['a'])
    const camera = openLiveCamera(media)
    await camera.start(() => 'gone')
    expect(camera.get().state.kind).toBe('live')
  })

  test('pulled out says so, and comes back by itself when plugged in again', async () => {
    const { media, opened, plugged, change } = mediaOf(['a'])
    const camera = openLiveCamera(media)
    const stop = camera.watch(() => {})
    await camera.start(() => 'a')
    plugged.length = 0
    opened[0]?.pull()
    expect(camera.get().state).toEqual({ kind: 'trouble', trouble: 'unplugged' })
    plugged.push('a')
    change()
    await settled()
    expect(camera.get().state.kind).toBe('live')
    stop()
  })
})

describe('a camera that does not open', () => {
  test.each([
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'busy'],
  ])('%s is told as %s', async (name, trouble) => {
    const { media, refuse } = mediaOf(['a'])
    refuse(name)
    const camera = openLiveCamera(media)
    await camera.start(() => undefined)
    expect(camera.get().state).toEqual({ kind: 'trouble', trouble })
  })

  test('no camera, and no camera access at all', async () => {
    const none = openLiveCamera(mediaOf([]).media)
    await none.start(() => undefined)
    expect(none.get().state).toEqual({ kind: 'trouble', trouble: 'none' })
    const insecure = openLiveCamera(undefined)
    await insecure.start(() => undefined)
    expect(insecure.get().state).toEqual({ kind: 'trouble', trouble: 'unsupported' })
  })

  test('one opened after the screen was left is closed at once', async () => {
    const { media, opened } = mediaOf(['a'])
    const camera = openLiveCamera(media)
    const starting = camera.start(() => 'a')
    camera.stop()
    await starting
    expect(opened.every(({ isStopped }) => isStopped())).toBe(true)
    expect(camera.get().state.kind).toBe('asking')
  })
})
