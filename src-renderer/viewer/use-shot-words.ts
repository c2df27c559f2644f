import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'

type KnownReason =
  | 'too-small'
  | 'small'
  | 'out-of-focus'
  | 'soft'
  | 'motion'
  | 'too-dark'
  | 'too-bright'
  | 'glare'
  | 'cast'
  | 'cut-off'
  | 'no-picture'

/** How a picture was taken, in words: its dermoscopic type, and the verdict on its quality with the reasons. */
export function useShotWords() {
  const { t } = useTranslation('viewer')
  return {
    type: ({ device: { dermoscopic } }: Shot): string | undefined => dermoscopic && t(`lens.${dermoscopic}`),
    quality: ({ quality }: Shot): string => {
      if (!quality) return t('quality.none')
      const reasons = quality.reasons.map(({ code }) => t(`quality.${code as KnownReason}`)).join(', ')
      const verdict = t(`verdict.${quality.verdict}`)
      return reasons === '' ? verdict : `${verdict}: ${reasons}`
    },
  }
}
