import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowDownRight,
  IconArrowRight,
  IconArrowUp,
  IconArrowUpRight,
  IconCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChartResult, ResultGroup } from '../../src-shared/contract/chart.ts'
import { StatusChip } from '../ui/index.ts'

const flagSigns = {
  low: IconArrowDown,
  normal: IconCheck,
  high: IconArrowUp,
  abnormal: IconAlertTriangle,
} as const

/** Where a value stands to its range, as sign, word and colour. */
export function FlagChip({ result }: { result: ChartResult | undefined }) {
  const { t } = useTranslation('chart')
  const flag = result?.flag
  if (flag === undefined) return null
  return (
    <StatusChip quiet tone={flag === 'normal' ? 'plain' : 'warn'} icon={flagSigns[flag]} word={t(`flags.${flag}`)} />
  )
}

const trendSigns = { up: IconArrowUpRight, down: IconArrowDownRight, steady: IconArrowRight } as const

/** The newest value to the one before: an arrow that is also said. */
export function TrendSign({ trend }: { trend: ResultGroup['trend'] }) {
  const { t } = useTranslation('chart')
  if (trend === undefined) return null
  const Sign = trendSigns[trend]
  const says = t(`trends.${trend}`)
  return (
    <span title={says}>
      <Sign size={16} stroke={1.75} aria-hidden />
      <span className="visually-hidden">{says}</span>
    </span>
  )
}
