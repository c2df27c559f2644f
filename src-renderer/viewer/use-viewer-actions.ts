import { IconMaximize, IconRotate2, IconRotateClockwise2, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import type { Stage } from './stage.ts'

const zoomStep = 1.25
const panStep = 0.1
const fineDegrees = 5

const zooms = (stage: Stage, t: (key: string) => string): readonly Action[] => [
  { id: 'viewer.fit', label: t('fit'), icon: IconMaximize, shortcut: '0', perform: stage.fit },
  {
    id: 'viewer.zoom-in',
    label: t('zoomIn'),
    icon: IconZoomIn,
    shortcut: ['+', '='],
    perform: () => stage.zoom(zoomStep),
  },
  {
    id: 'viewer.zoom-out',
    label: t('zoomOut'),
    icon: IconZoomOut,
    shortcut: '-',
    perform: () => stage.zoom(1 / zoomStep),
  },
  { id: 'viewer.turn-left', label: t('turnLeft'), icon: IconRotate2, shortcut: ',', perform: () => stage.turn(-90) },
  {
    id: 'viewer.turn-right',
    label: t('turnRight'),
    icon: IconRotateClockwise2,
    shortcut: '.',
    perform: () => stage.turn(90),
  },
]

const fine = (stage: Stage, t: (key: string) => string): readonly Action[] =>
  (
    [
      ['turn-left-fine', 'turnLeftFine', '<', () => stage.turn(-fineDegrees)],
      ['turn-right-fine', 'turnRightFine', '>', () => stage.turn(fineDegrees)],
      ['pan-left', 'panLeft', 'arrowleft', () => stage.pan({ x: panStep, y: 0 })],
      ['pan-right', 'panRight', 'arrowright', () => stage.pan({ x: -panStep, y: 0 })],
      ['pan-up', 'panUp', 'arrowup', () => stage.pan({ x: 0, y: panStep })],
      ['pan-down', 'panDown', 'arrowdown', () => stage.pan({ x: 0, y: -panStep })],
    ] as const
  ).map(([id, key, shortcut, perform]) => ({ id: `viewer.${id}`, label: t(key), shortcut, perform, keysOnly: true }))

/** Keys and buttons of the active pane: fit, zoom and quarter turns as buttons; fine turns and panning by keys only. */
export function useViewerActions(stage: Stage): readonly Action[] {
  const { t } = useTranslation('viewer')
  const [shown, hidden] = useMemo(() => {
    const group = t('group')
    const say = (key: string) => t(key as 'fit')
    return [zooms(stage, say), fine(stage, say)].map(list => list.map(action => ({ ...action, group })))
  }, [stage, t])
  useActions([...(shown ?? []), ...(hidden ?? [])])
  return shown ?? []
}
