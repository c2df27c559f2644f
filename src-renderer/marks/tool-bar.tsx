import {
  IconAngle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconColorPicker,
  IconLasso,
  IconOvalVertical,
  IconPolygon,
  IconRuler2,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import { WellButton } from '../viewer/well-button.tsx'
import type { Tool } from './drawing.ts'
import type { Marks } from './use-marks.ts'

const tools = [
  { tool: 'length', icon: IconRuler2, shortcut: 'm' },
  { tool: 'ellipse', icon: IconOvalVertical, shortcut: 'i' },
  { tool: 'polygon', icon: IconPolygon, shortcut: 'p' },
  { tool: 'angle', icon: IconAngle, shortcut: 'a' },
  { tool: 'colour', icon: IconColorPicker, shortcut: 's' },
  { tool: 'region', icon: IconLasso, shortcut: 'r' },
] as const satisfies readonly { tool: Tool; icon: Action['icon']; shortcut: string }[]

interface ToolsGiven {
  readonly offered: readonly Tool[]
  readonly tool: Tool | undefined
  readonly setTool: (tool: Tool | undefined) => void
  /** Why nothing can be drawn here, in words. */
  readonly offWhy?: string | undefined
}

/** The drawing tools as actions, for buttons, keys and palette; pressing one again lays it down. */
export function useToolActions({ offered, tool, setTool, offWhy }: ToolsGiven): readonly (Action & { tool: Tool })[] {
  const { t } = useTranslation('marks')
  const actions = tools
    .filter(one => offered.includes(one.tool))
    .map(one => ({
      id: `marks.${one.tool}`,
      tool: one.tool,
      label: t(`tool.${one.tool}`),
      icon: one.icon,
      shortcut: one.shortcut,
      perform: () => setTool(tool === one.tool ? undefined : one.tool),
      group: t('group'),
      disabledWhy: offWhy,
    }))
  useActions(actions)
  return actions
}

/** Undo and redo of this session's changes to the picture. */
export function useUndoActions(marks: Marks): readonly Action[] {
  const { t } = useTranslation('marks')
  const group = t('group')
  const actions: readonly Action[] = [
    {
      id: 'marks.undo',
      label: t('undo'),
      icon: IconArrowBackUp,
      shortcut: 'mod+z',
      perform: marks.undo,
      disabledWhy: marks.canUndo ? undefined : t('undoNone'),
      group,
    },
    {
      id: 'marks.redo',
      label: t('redo'),
      icon: IconArrowForwardUp,
      shortcut: ['mod+shift+z', 'mod+y'],
      perform: marks.redo,
      disabledWhy: marks.canRedo ? undefined : t('redoNone'),
      group,
    },
  ]
  useActions(actions)
  return actions
}

/** The tools as buttons beside a picture. */
export function ToolBar({ actions, tool }: { actions: readonly (Action & { tool?: Tool })[]; tool: Tool | undefined }) {
  return actions.map(action => (
    <WellButton
      key={action.id}
      action={action}
      iconOnly
      {...(action.tool !== undefined && { pressed: action.tool === tool })}
    />
  ))
}
