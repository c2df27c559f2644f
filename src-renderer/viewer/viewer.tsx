import { Button, Loader } from '@mantine/core'
import { IconPhotoOff, IconShieldX } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { troubleOf } from '../link/index.ts'
import type { Paint } from './paint.ts'
import { type PaneView, usePaneView } from './pane-view.ts'
import type { Picture, PictureState } from './picture.ts'
import type { Stage } from './stage.ts'
import { useCanvas } from './use-canvas.ts'
import { useGestures } from './use-gestures.ts'
import styles from './viewer.module.css'

type OverlayOf = (view: PaneView) => ReactNode

interface ViewerProps {
  readonly stage: Stage
  /** The pane's name on the stage. */
  readonly pane: string
  readonly picture: Picture | undefined
  /** Says in words what is shown: view, site, date. */
  readonly label: string
  /** Lies over the picture; a function is given where the picture lies and is called once it has come. */
  readonly children?: ReactNode | OverlayOf
  /** Draws the canvas instead of the picture alone (overlay, swipe, blink). Keep it the same function while nothing changes. */
  readonly paint?: Paint | undefined
  /** Other pictures that `paint` draws; the same list while nothing changes. */
  readonly also?: readonly Picture[] | undefined
}

/** One pane of the stage: a picture in its neutral well, moved by wheel, drag and pinch. */
export function Viewer({ stage, pane, picture, label, children, paint, also }: ViewerProps) {
  const { t } = useTranslation('viewer')
  const well = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const state = useCanvas({ canvas, stage, id: pane, paint, also }, picture)
  useGestures(well, stage, pane)
  return (
    <div ref={well} className={styles.well}>
      <canvas ref={canvas} className={styles.canvas} data-shown={state.kind === 'shown' ? state.sharpest : undefined}>
        {t('picture', { name: label })}
      </canvas>
      <Over state={state} picture={picture} />
      {typeof children === 'function' ? (
        <Overlay stage={stage} pane={pane}>
          {children}
        </Overlay>
      ) : (
        children
      )}
    </div>
  )
}

/** Renders with every move of its pane, so that the viewer itself need not. */
function Overlay({ stage, pane, children }: Pick<ViewerProps, 'stage' | 'pane'> & { children: OverlayOf }) {
  const view = usePaneView(stage, pane)
  return view && children(view)
}

function Over({ state, picture }: { state: PictureState; picture: Picture | undefined }) {
  const { t } = useTranslation('viewer')
  if (!picture) return undefined
  if (state.kind === 'waiting')
    return (
      <output className={styles.waiting} aria-label={t('loading')}>
        <Loader size="sm" color="#9a9a9a" />
      </output>
    )
  if (state.kind === 'damaged') return <BrokenSeal />
  if (state.kind === 'failed') return <Failed error={state.error} retry={picture.retry} />
  return state.reduced ? <p className={styles.remark}>{t('reduced')}</p> : undefined
}

function BrokenSeal() {
  const { t } = useTranslation('viewer')
  return (
    <div className={styles.message} role="alert">
      <IconShieldX size={40} stroke={1.25} aria-hidden />
      <strong>{t('damaged')}</strong>
      <p>{t('damagedSays')}</p>
      <p>{t('damagedNext')}</p>
    </div>
  )
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('viewer')
  const { says, next, incident } = troubleOf(error)
  return (
    <div className={styles.message} role="alert">
      <IconPhotoOff size={40} stroke={1.25} aria-hidden />
      <strong>{t('failed')}</strong>
      <p>
        {says} {next} {incident}
      </p>
      <Button variant="default" onClick={retry}>
        {t('retry')}
      </Button>
    </div>
  )
}
