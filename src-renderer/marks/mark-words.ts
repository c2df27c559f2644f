import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { figureText, isUncalibrated } from './figure-text.ts'

type Words = TFunction<'marks'>

/** The figure that stands for a whole drawing. */
const leading = ['length', 'area', 'long', 'angle'] as const

const leadOf = (figures: Readonly<Record<string, Figure>>): Figure | undefined => {
  const name = leading.find(one => figures[one] !== undefined)
  return name && figures[name]
}

const bare = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

const figureWords = (t: Words, figure: Figure): string => {
  const text = figureText(figure)
  return isUncalibrated(figure) ? t('uncalibrated', { text }) : text
}

const colourText = ({ lightness, a, b }: Readonly<Record<string, Figure>>): string =>
  lightness && a && b ? `L* ${lightness.value.toFixed(0)}, a* ${a.value.toFixed(0)}, b* ${b.value.toFixed(0)}` : ''

function labelOf(t: Words, { body }: Mark): string {
  if (body.kind === 'scale') return `${bare.format(body.scale.umPerPx)} µm/px`
  if (body.kind === 'measurement' && body.tool === 'colour') return colourText(body.figures)
  const lead = body.kind === 'measurement' || body.kind === 'outline' ? leadOf(body.figures) : undefined
  return lead ? figureWords(t, lead) : ''
}

function kindOf(t: Words, { body }: Mark): string {
  if (body.kind === 'measurement') return body.label ?? t(`tool.${body.tool}`)
  return body.kind === 'scale' ? t('scale') : t('outline')
}

/** A mark in words: its name with its value, the value alone, and each of its figures. */
export function useMarkWords() {
  const { t } = useTranslation('marks')
  return useMemo(
    () => ({
      label: (mark: Mark): string => labelOf(t, mark),
      kind: (mark: Mark): string => kindOf(t, mark),
      name: (mark: Mark): string => [kindOf(t, mark), labelOf(t, mark)].filter(Boolean).join(' '),
      figure: (figure: Figure): string => figureWords(t, figure),
    }),
    [t],
  )
}
