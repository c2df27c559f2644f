import {
  IconCalendar,
  IconCalendarTime,
  IconClipboardList,
  IconCommand,
  IconDeviceHeartMonitor,
  IconDownload,
  IconFileImport,
  IconInbox,
  IconInfoCircle,
  IconKeyboard,
  IconLock,
  IconMessages,
  IconPrescription,
  IconRefresh,
  IconRulerMeasure,
  IconSearch,
  IconSettings,
  IconUserPlus,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { may, type Permission } from '../../src-shared/policy.ts'
import { useClient, useMe } from '../link/index.ts'
import { type Action, useActions } from '../ui/actions.ts'
import { useBack, useGoTo } from '../ui/place.ts'
import { undoLatest, useLatestUndo } from '../ui/undo.tsx'
import { palette } from './palette-store.ts'

/** What can be done from everywhere, as far as the role allows. */
export function useGlobalActions(toggleKeys: () => void): readonly Action[] {
  const { role } = useMe()
  const can = (permission: Permission) => may(role, permission)
  const places = usePlaceActions(can)
  const workstation = useWorkstationActions(toggleKeys)
  return useActions([...workstation, ...places])
}

type PlaceAction = Action & { needs?: Permission }

const workPlaces = (t: TFunction, goTo: ReturnType<typeof useGoTo>): readonly PlaceAction[] => [
  {
    id: 'go.today',
    label: t('go.today'),
    icon: IconCalendarTime,
    shortcut: 'g t',
    needs: 'patient.read',
    perform: () => goTo({ at: 'today' }),
  },
  {
    id: 'go.worklist',
    label: t('go.worklist'),
    icon: IconInbox,
    shortcut: 'g w',
    needs: 'patient.read',
    perform: () => goTo({ at: 'worklist' }),
  },
  {
    id: 'go.messages',
    label: t('go.messages'),
    icon: IconMessages,
    shortcut: 'g m',
    needs: 'message.read',
    perform: () => goTo({ at: 'messages' }),
  },
  {
    id: 'go.orders',
    label: t('go.orders'),
    icon: IconClipboardList,
    shortcut: 'g o',
    needs: 'patient.read',
    perform: () => goTo({ at: 'tracking' }),
  },
  {
    id: 'go.schedule',
    label: t('go.schedule'),
    icon: IconCalendar,
    shortcut: 'g s',
    needs: 'patient.read',
    perform: () => goTo({ at: 'schedule' }),
  },
  {
    id: 'go.visits',
    label: t('go.visits'),
    icon: IconVideo,
    shortcut: 'g v',
    needs: 'patient.read',
    perform: () => goTo({ at: 'visits' }),
  },
  {
    id: 'go.refills',
    label: t('go.refills'),
    icon: IconPrescription,
    shortcut: 'g f',
    needs: 'patient.read',
    perform: () => goTo({ at: 'refills' }),
  },
]

const devicePlaces = (t: TFunction, goTo: ReturnType<typeof useGoTo>): readonly PlaceAction[] => [
  {
    id: 'go.devices',
    label: t('go.devices'),
    icon: IconDeviceHeartMonitor,
    shortcut: 'g e',
    needs: 'device.read',
    perform: () => goTo({ at: 'devices' }),
  },
  {
    id: 'go.importReadings',
    label: t('go.importReadings'),
    icon: IconDownload,
    shortcut: 'g r',
    needs: 'reading.write',
    perform: () => goTo({ at: 'import' }),
  },
  {
    id: 'go.calibration',
    label: t('go.calibration'),
    icon: IconRulerMeasure,
    shortcut: 'g c',
    needs: 'image.read',
    perform: () => goTo({ at: 'calibration' }),
  },
]

function usePlaceActions(can: (permission: Permission) => boolean): Action[] {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const group = t('go.group')
  const places: readonly PlaceAction[] = [
    ...workPlaces(t, goTo),
    {
      id: 'go.patients',
      label: t('go.patients'),
      icon: IconUsers,
      shortcut: 'g p',
      needs: 'patient.read',
      perform: () => goTo({ at: 'patients' }),
    },
    {
      id: 'go.search',
      label: t('go.search'),
      icon: IconSearch,
      shortcut: '/',
      needs: 'patient.read',
      perform: () => goTo({ at: 'patients', task: 'search' }),
    },
    {
      id: 'go.newPatient',
      label: t('go.newPatient'),
      icon: IconUserPlus,
      shortcut: 'g n',
      needs: 'patient.write',
      perform: () => goTo({ at: 'patients', task: 'new' }),
    },
    {
      id: 'go.import',
      label: t('go.import'),
      icon: IconFileImport,
      needs: 'patient.import',
      perform: () => goTo({ at: 'patients', task: 'import' }),
    },
    ...devicePlaces(t, goTo),
    {
      id: 'go.sync',
      label: t('go.sync'),
      icon: IconRefresh,
      shortcut: 'g y',
      needs: 'sync.read',
      perform: () => goTo({ at: 'sync' }),
    },
    { id: 'go.desk', label: t('go.desk'), icon: IconSettings, shortcut: 'g d', perform: () => goTo({ at: 'desk' }) },
    { id: 'go.about', label: t('go.about'), icon: IconInfoCircle, perform: () => goTo({ at: 'about' }) },
  ]
  return places.filter(({ needs }) => needs === undefined || can(needs)).map(action => ({ ...action, group }))
}

function useWorkstationActions(toggleKeys: () => void): Action[] {
  const { t } = useTranslation()
  const { access } = useClient()
  const back = useBack()
  const undoable = useLatestUndo(store => store.latest)
  const group = t('frame.group')
  const lock = () => void access.lock().catch(() => {})
  const undo = undoable
    ? [{ id: 'frame.undo', label: t('state.undo'), shortcut: 'mod+z', perform: undoLatest, group }]
    : []
  return [
    {
      id: 'frame.palette',
      label: t('frame.palette'),
      icon: IconCommand,
      shortcut: 'mod+k',
      perform: palette.open,
      group,
    },
    { id: 'frame.lock', label: t('frame.lock'), icon: IconLock, shortcut: 'mod+l', perform: lock, group },
    { id: 'frame.keys', label: t('frame.keys'), icon: IconKeyboard, shortcut: '?', perform: toggleKeys, group },
    { id: 'go.back', label: t('go.back'), shortcut: 'escape', perform: back, group },
    ...undo,
  ]
}
