import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsHorizontal,
  IconColumns2,
  IconColumns3,
  IconColumnsOff,
  IconContrast2,
  IconLayersIntersect,
  IconLayoutAlignCenter,
  IconLink,
  IconRuler2,
  IconSwitch,
  IconSwitchHorizontal,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import { pressed } from './blink.ts'
import type { PairStage } from './pair-stage.ts'
import type { Choice } from './use-choice.ts'
import type { PairNow } from './use-pair.ts'
import { type Mode, setBlink, setMode, useView } from './view-store.ts'

const icons = {
  side: IconColumns2,
  overlay: IconLayersIntersect,
  swipe: IconArrowsHorizontal,
  blink: IconSwitch,
} as const
const keys: readonly (readonly [Mode, string])[] = [
  ['side', '1'],
  ['overlay', '2'],
  ['swipe', '3'],
  ['blink', '4'],
]

/** Puts a mode on; blink pressed again holds, then steps, so that Space does the same on its button as anywhere else. */
function choose(mode: Mode): void {
  if (mode === 'blink' && useView.getState().mode === 'blink') setBlink(pressed)
  else setMode(mode)
}

/** The ways to look at a pair. */
export function useModeActions({ moving }: PairNow): readonly (Action & { mode: Mode })[] {
  const { t } = useTranslation('compare')
  const mode = useView(view => view.mode)
  const group = t('group')
  const actions = keys.map(([name, shortcut]) => ({
    id: `compare.mode-${name}`,
    mode: name,
    label: t(`mode.${name}`),
    icon: icons[name],
    shortcut,
    perform: () => choose(name),
    disabledWhy: moving === undefined && name !== 'side' ? t('one') : undefined,
    group,
  }))
  const hold: Action = {
    id: 'compare.hold',
    label: t('holdOrStep'),
    shortcut: 'space',
    perform: () => setBlink(pressed),
    group,
  }
  useActions(mode === 'blink' ? [...actions, hold] : actions)
  return actions
}

/** Which pictures are compared, in which panes. */
export function useChoiceActions({ candidates, shown, next, swap, step, add, remove }: Choice) {
  const { t } = useTranslation('compare')
  const group = t('group')
  const alone = candidates.length < 2 ? t('one') : undefined
  return useActions([
    {
      id: 'compare.swap',
      label: t('swap'),
      icon: IconSwitchHorizontal,
      shortcut: 'x',
      perform: swap,
      disabledWhy: alone,
      group,
    },
    { id: 'compare.earlier', label: t('earlier'), icon: IconArrowLeft, shortcut: '[', perform: () => step(-1), group },
    { id: 'compare.later', label: t('later'), icon: IconArrowRight, shortcut: ']', perform: () => step(1), group },
    {
      id: 'compare.add',
      label: t('addPane'),
      icon: IconColumns3,
      shortcut: 'p',
      perform: () => next && add(next),
      disabledWhy: next ? undefined : t('addPaneNone'),
      group,
    },
    {
      id: 'compare.remove',
      label: t('removePane'),
      icon: IconColumnsOff,
      shortcut: 'shift+delete',
      perform: remove,
      disabledWhy: shown.length > 2 ? undefined : t('removePaneNone'),
      group,
    },
  ])
}

interface Looking {
  readonly stage: PairStage
  readonly pair: PairNow
  readonly measures: boolean
  readonly setMeasures: (on: boolean) => void
  /** Why nothing may be measured, in words. */
  readonly offWhy: string | undefined
}

/** Why there is no difference map, in words; undefined where there may be one. */
function useDifferenceOff({ verdict }: PairNow, why: (verdict: NonNullable<PairNow['verdict']>) => string) {
  const { t } = useTranslation('compare')
  if (!verdict) return t('one')
  if (verdict.grade === 'not-comparable') return t('differenceRefused', { why: why(verdict) })
  return verdict.settled ? undefined : t('differenceWaits')
}

/** How the pair lies and what lies over it. */
export function useLookActions(
  { stage, pair, measures, setMeasures, offWhy }: Looking,
  why: (verdict: NonNullable<PairNow['verdict']>) => string,
) {
  const { t } = useTranslation('compare')
  const mode = useView(view => view.mode)
  const group = t('group')
  const off = useDifferenceOff(pair, why)
  return useActions([
    {
      id: 'compare.link',
      label: t('link'),
      icon: IconLink,
      shortcut: 'l',
      perform: () => stage.setLinked(!stage.store.getState().linked),
      group,
    },
    {
      id: 'compare.lay',
      label: t('lay'),
      icon: IconLayoutAlignCenter,
      shortcut: 'k',
      perform: () => stage.lay(pair.pane, pair.laying),
      disabledWhy: pair.laying ? undefined : t('layNone'),
      group,
    },
    {
      id: 'compare.difference',
      label: t('difference'),
      icon: IconContrast2,
      shortcut: 'd',
      perform: () => useView.setState(view => ({ difference: !view.difference })),
      disabledWhy: off,
      group,
    },
    {
      id: 'compare.measure',
      label: t('measure'),
      icon: IconRuler2,
      shortcut: 'm',
      perform: () => setMeasures(!measures),
      disabledWhy: mode === 'side' ? offWhy : t('measureSide'),
      group,
    },
  ])
}
