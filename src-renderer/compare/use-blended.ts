import { useTranslation } from 'react-i18next'
import type { PairStage } from './pair-stage.ts'
import { useBeat, useBlend } from './use-blend.ts'
import { useDifference } from './use-difference.ts'
import type { PairNow } from './use-pair.ts'
import { useView } from './view-store.ts'

/** Everything that is drawn of a pair, with the difference map where it is wanted and allowed. */
export function useBlended(stage: PairStage, pair: PairNow) {
  const { t } = useTranslation('compare')
  const { mode, difference: wanted } = useView()
  const { verdict, pictures, current } = pair
  // A pair that is not comparable has no difference to show, whatever was pressed for the pair before.
  const allowed = verdict !== undefined && verdict.settled && verdict.grade !== 'not-comparable'
  const wantsDifference = wanted && allowed
  const registration = current?.registration
  const difference = useDifference({ ...pictures, registration }, wantsDifference)
  const blend = useBlend(stage, pair, difference?.map)
  useBeat(mode === 'blink')
  const left = verdict?.residual
  return {
    ...blend,
    difference,
    wantsDifference,
    residual: left && t('residualPx', { px: left.px.toFixed(1) }),
  }
}
export type Blended = ReturnType<typeof useBlended>
