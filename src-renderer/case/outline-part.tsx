import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import { resized } from '../marks/brush.ts'
import { Failed } from '../ui/states.tsx'
import styles from './measure.module.css'
import type { Measuring } from './use-measuring.ts'

/** Asks for an outline; beside the one that is drawn by hand. */
export function SuggestOutline({ measuring: { outline } }: { measuring: Measuring }) {
  const { t } = useTranslation('case')
  return (
    <Button variant="default" size="compact-sm" loading={outline.looks} onClick={outline.look}>
      {t('outlineSuggest')}
    </Button>
  )
}

/** The outline as it was suggested: confirmed, changed or rejected by the clinician, and nothing before that. */
export function OutlinePart({ measuring }: { measuring: Measuring }) {
  const { t } = useTranslation('case')
  const { outline } = measuring
  const { suggestion } = outline
  if (outline.error) return <Failed error={outline.error} />
  if (!suggestion) return outline.kept && <Kept body={outline.kept} measuring={measuring} />
  const maker = `${suggestion.maker.name} ${suggestion.maker.version}`
  if (!suggestion.found)
    return (
      <output className={styles.muted}>
        {t('outlineNone', { maker })} {t(`outlineWhy.${suggestion.reason}`)}
      </output>
    )
  return (
    <>
      <output className={styles.said}>
        {outline.edited ? t('outlineChanged', { maker }) : t(`outlineFound.${suggestion.origin}`, { maker })}
        {suggestion.touchesEdge && ` ${t('outlineEdge')}`}
      </output>
      <div className={styles.buttons}>
        <Button variant="filled" size="compact-sm" onClick={measuring.confirmOutline}>
          {t('outlineConfirm')}
        </Button>
        <Button
          variant={outline.editing ? 'light' : 'default'}
          size="compact-sm"
          aria-pressed={outline.editing}
          onClick={measuring.editOutline}
        >
          {t('outlineEdit')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={measuring.rejectOutline}>
          {t('outlineReject')}
        </Button>
        {outline.edited && (
          <Button variant="default" size="compact-sm" onClick={outline.takeBack}>
            {t('outlineBack')}
          </Button>
        )}
      </div>
      {outline.editing && <Editing measuring={measuring} />}
    </>
  )
}

/** The chosen outline: where it came from, and the brush for it. */
function Kept({ body: { suggestedBy, edited }, measuring }: { body: MarkOf<'outline'>; measuring: Measuring }) {
  const { t } = useTranslation('case')
  const maker = suggestedBy && `${suggestedBy.name} ${suggestedBy.version}`
  return (
    <>
      {maker !== undefined && (
        <p className={styles.muted}>{t(edited ? 'outlineKeptChanged' : 'outlineKept', { maker })}</p>
      )}
      <BrushBar measuring={measuring} />
    </>
  )
}

function Editing({ measuring }: { measuring: Measuring }) {
  const { t } = useTranslation('marks')
  return (
    <>
      <p className={styles.muted}>{t('nodes')}</p>
      <BrushBar measuring={measuring} />
    </>
  )
}

/** The brush that adds to an outline and erases from it, and its size. */
function BrushBar({ measuring: { brush } }: { measuring: Measuring }) {
  const { t } = useTranslation('marks')
  const { inHand, last, set } = brush
  return (
    <div className={styles.buttons}>
      {(['add', 'erase'] as const).map(act => (
        <Button
          key={act}
          variant={inHand?.act === act ? 'light' : 'default'}
          size="compact-sm"
          aria-pressed={inHand?.act === act}
          onClick={() => set(inHand?.act === act ? undefined : { ...last, act })}
        >
          {t(`brush.${act}`)}
        </Button>
      ))}
      {inHand && (
        <>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('brushSmaller')}
            onClick={() => set(resized(inHand, -1))}
          >
            −
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('brushLarger')}
            onClick={() => set(resized(inHand, 1))}
          >
            +
          </Button>
        </>
      )}
    </div>
  )
}
