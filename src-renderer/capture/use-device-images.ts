import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { DeviceImage } from '../../src-shared/contract/capture.ts'
import type { Attached } from '../../src-shared/contract/devices.ts'
import { useClient, useCutis } from '../link/index.ts'
import { openDeviceImages } from './device-images.ts'
import type { ImportDesk } from './use-import.ts'

interface DeviceNeeds {
  /** True while the sheet is open. */
  readonly open: boolean
  readonly imports: Pick<ImportDesk, 'addFromDevice' | 'onDevice'>
}

const hasImages = ({ abilities, driver }: Attached) => driver !== undefined && abilities.includes('images')

/** Pictures on devices: which device, what is on it, what was chosen. The device is held while the sheet is open or pictures of it wait. */
export function useDeviceImages({ open, imports }: DeviceNeeds) {
  // The client's rooms are made anew at each look: only the client itself stays the same.
  const client = useClient()
  const session = useMemo(() => openDeviceImages(client.capture), [client])
  const state = useSyncExternalStore(session.watch, session.get)
  const attached = useQuery({ ...useCutis().devices.attached.queryOptions(), enabled: open })
  const devices = (attached.data?.devices ?? []).filter(hasImages)
  const [wantedKey, choose] = useState<string>()
  // Chosen pictures outlive an unplug: afterwards those that are missing are still chosen.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const device = devices.find(({ deviceKey }) => deviceKey === wantedKey) ?? (wantedKey ? undefined : devices[0])
  const deviceKey = device?.deviceKey
  const waits = imports.onDevice > 0

  useEffect(() => {
    if (open && deviceKey !== undefined) session.start(deviceKey)
  }, [open, deviceKey, session])
  useEffect(() => {
    const isLetGo = open ? deviceKey === undefined : !waits
    if (isLetGo) session.stop()
  }, [open, deviceKey, waits, session])
  useEffect(() => session.stop, [session])

  const bring = (images: readonly DeviceImage[]) => {
    if (device === undefined) return
    const { deviceKey: key, label } = device
    imports.addFromDevice(images.map(image => ({ deviceKey: key, deviceLabel: label, image })))
  }
  return {
    state,
    devices,
    device,
    loading: attached.isPending,
    choose,
    chosen,
    toggle: (keys: readonly string[], on: boolean) =>
      setChosen(now => new Set(on ? [...now, ...keys] : [...now].filter(key => !keys.includes(key)))),
    bring,
    shutter: async () => {
      if (deviceKey !== undefined) bring([await client.capture.releaseShutter({ deviceKey })])
    },
    again: () => deviceKey !== undefined && session.start(deviceKey),
  }
}

export type DeviceImagesDesk = ReturnType<typeof useDeviceImages>
