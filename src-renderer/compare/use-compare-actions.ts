import { IconArrowLeft, IconArrowRight, IconLink, IconSwitchHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import type { Stage } from '../viewer/stage.ts'
import type { Choice } from './compare-desk.tsx'

/** What one can do with a pair, for buttons, keys and palette. */
export function useCompareActions(stage: Stage, { swap, step, candidates }: Choice) {
  const { t } = useTranslation('compare')
  const group = t('group')
  const alone = candidates.length < 2 ? t('one') : undefined
  const link: Action = {
    id: 'compare.link',
    label: t('link'),
    icon: IconLink,
    shortcut: 'l',
    perform: () => stage.setLinked(!stage.store.getState().linked),
    group,
  }
  const swapPanes: Action = {
    id: 'compare.swap',
    label: t('swap'),
    icon: IconSwitchHorizontal,
    shortcut: 'x',
    perform: swap,
    disabledWhy: alone,
    group,
  }
  const earlier: Action = {
    id: 'compare.earlier',
    label: t('earlier'),
    icon: IconArrowLeft,
    shortcut: '[',
    perform: () => step(-1),
    group,
  }
  const later: Action = {
    id: 'compare.later',
    label: t('later'),
    icon: IconArrowRight,
    shortcut: ']',
    perform: () => step(1),
    group,
  }
  useActions([link, swapPanes, earlier, later])
  return { link, swap: swapPanes, earlier, later }
}
