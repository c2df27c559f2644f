import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { findCamera, type RememberedCamera, type Resolution, rememberedFrom } from './camera.ts'
import { type LiveCamera, openLiveCamera, type Snapshot } from './live-camera.ts'
import { usePreference } from './use-preference.ts'

export interface CameraDesk extends Snapshot {
  /** Another camera, remembered from now on. */
  readonly choose: (camera: MediaDeviceInfo) => void
  readonly resize: (size: Resolution) => void
  readonly again: () => void
}

const sizeOf = (remembered: RememberedCamera | undefined): Resolution | undefined =>
  remembered?.widthPx && remembered.heightPx ? { width: remembered.widthPx, height: remembered.heightPx } : undefined

const startRemembered = (live: LiveCamera, remembered: RememberedCamera | undefined) =>
  live.start(cameras => findCamera(cameras, remembered)?.deviceId, sizeOf(remembered))

/** The live camera of this screen: opened as remembered, closed when the screen is left. */
export function useCamera(): CameraDesk {
  const live = useMemo(() => openLiveCamera(globalThis.navigator.mediaDevices), [])
  const snapshot = useSyncExternalStore(live.watch, live.get)
  const [text, remember] = usePreference('camera')

  useEffect(() => {
    void startRemembered(live, rememberedFrom(text))
    return live.stop
  }, [live, text])

  const { state, cameras } = snapshot
  const save = (camera: RememberedCamera) => remember(JSON.stringify(camera))
  return {
    ...snapshot,
    choose: ({ deviceId, label }) => save({ deviceId, label }),
    resize: ({ width, height }) => {
      const deviceId = state.kind === 'live' ? (state.track.getSettings().deviceId ?? '') : ''
      const label = cameras.find(camera => camera.deviceId === deviceId)?.label ?? ''
      save({ deviceId, label, widthPx: width, heightPx: height })
    },
    again: () => void startRemembered(live, rememberedFrom(text)),
  }
}
