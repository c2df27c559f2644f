import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failed } from '../ui/states.tsx'
import styles from './measure.module.css'
import { umText } from './um-text.ts'
import type { Measuring } from './use-measuring.ts'

/** The printed ruler as it was found: confirmed or rejected by the clinician, and nothing before that. */
export function RulerPart({ measuring: { ruler } }: { measuring: Measuring }) {
  const { t } = useTranslation('case')
  const { suggestion } = ruler
  if (ruler.error) return <Failed error={ruler.error} />
  if (!suggestion)
    return (
      <div className={styles.buttons}>
        <Button variant="default" size="compact-sm" loading={ruler.looks} onClick={ruler.look}>
          {t('rulerFind')}
        </Button>
      </div>
    )
  if (!suggestion.found)
    return (
      <output className={styles.muted}>
        {t('rulerNone')} {t(`rulerWhy.${suggestion.reason}`)}
      </output>
    )
  const percent = (suggestion.relativeUncertainty * 100).toPrecision(2)
  return (
    <>
      <output className={styles.said}>{t('rulerFound', { value: umText(1000 / suggestion.pxPerMm), percent })}</output>
      <div className={styles.buttons}>
        <Button variant="filled" size="compact-sm" onClick={ruler.confirm}>
          {t('scaleConfirm')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={ruler.reject}>
          {t('rulerReject')}
        </Button>
      </div>
    </>
  )
}
