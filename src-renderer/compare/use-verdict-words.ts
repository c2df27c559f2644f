import { useTranslation } from 'react-i18next'
import type { Comparability, Ground } from '../../src-shared/imaging/compare/comparability.ts'
import type { RefusalCode, Registration } from '../../src-shared/imaging/register/types.ts'
import type { PairNow } from './use-pair.ts'

type Refusal = RefusalCode | 'rejected-before' | 'cancelled' | 'failed'

/** A length in mm, to two significant digits. */
const mmText = (mm: number): string => (mm === 0 ? '0' : String(Number(mm.toPrecision(2))))

/** A measured value in the unit that its sentence speaks of. */
function valuesOf({ code, value = 0, limit = 0 }: Ground): { value: string; limit: string } {
  const inPercent = code === 'residual'
  const text = (number: number): string =>
    inPercent
      ? (100 * number).toFixed(1)
      : code === 'few-inliers'
        ? String(number)
        : String(Number(number.toPrecision(2)))
  return { value: text(value), limit: text(limit) }
}

/** The verdict on a pair in words: what is so, why, and what to do at the next capture. */
export function useVerdictWords() {
  const { t } = useTranslation('compare')
  const refusal = (ground: Ground) => (ground.detail ?? 'no-features') as Refusal
  const why = (ground: Ground): string =>
    ground.code === 'not-joined' ? t(`notJoined.${refusal(ground)}`) : t(`why.${ground.code}`, valuesOf(ground))
  const next = (ground: Ground): string =>
    ground.code === 'not-joined' ? t(`notJoinedNext.${refusal(ground)}`) : t(`next.${ground.code}`)

  /** Residual and inliers, said whenever the pair is registered. */
  const residual = ({ residual: left }: Comparability): string | undefined => {
    if (!left) return undefined
    const px = left.px.toFixed(1)
    const error = left.mm === undefined ? t('residualPx', { px }) : t('residualMm', { px, mm: mmText(left.mm) })
    return `${error}, ${t('inliers', { count: left.inliers })}`
  }
  const alike = ({ alike: same, grounds }: Comparability): string | undefined => {
    const unknown = grounds.some(({ code }) => code === 'scale-unknown') ? t('scaleUnknown') : undefined
    const words = same.length === 0 ? undefined : t('same', { what: same.map(one => t(`alike.${one}`)).join(t('and')) })
    return [words, unknown].filter(Boolean).join(', ') || undefined
  }

  return {
    why,
    next,
    waiting: t('waiting'),
    sentence: (verdict: Comparability): string => {
      const error = residual(verdict)
      const [first] = verdict.grounds
      if (verdict.grade === 'comparable' || !first)
        return `${t('grade.comparable')}: ${[alike(verdict), error].filter(Boolean).join(', ') || t('nothingAgainst')}.`
      const what = `${t(`grade.${verdict.grade}`)}: ${why(first)} ${next(first)}`
      return error ? `${what} ${t('registered', { error })}` : what
    },
    /** Of each way to lay the pictures over each other, its own residual. */
    errors: ({ fit }: Registration, { verdict }: PairNow): string => {
      const mmPerPx = verdict?.residual?.mm === undefined ? undefined : verdict.residual.mm / (verdict.residual.px || 1)
      const said = (px: number): string =>
        mmPerPx === undefined
          ? t('residualPx', { px: px.toFixed(1) })
          : t('residualMm', { px: px.toFixed(1), mm: mmText(px * mmPerPx) })
      if (!fit) return ''
      const { similarityPx, affinePx, flowPx } = fit.residual
      return t('errors', { rigid: said(similarityPx), sheared: said(affinePx), bent: said(flowPx) })
    },
  }
}
