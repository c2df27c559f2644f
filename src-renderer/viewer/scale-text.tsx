import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Stage } from './stage.ts'
import { scaleOf } from './transform.ts'

/** How large the pane shows the picture: 100 % is one px of the picture on one px of the screen. */
export function ScaleText({ stage, pane }: { stage: Stage; pane: string }) {
  const { t } = useTranslation('viewer')
  const percent = useStore(stage.store, ({ frames, poses }) => {
    const frame = frames[pane]
    const pose = poses[pane]
    return frame && pose ? Math.round(scaleOf(frame, pose) * window.devicePixelRatio * 100) : undefined
  })
  return percent === undefined ? undefined : <span>{t('scale', { percent })}</span>
}
