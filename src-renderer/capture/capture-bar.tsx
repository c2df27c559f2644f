import { Slider } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import { Kbd } from '../ui/kbd.tsx'
import { PatientLine } from '../ui/patient-banner.tsx'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './capture-bar.module.css'
import { keysFor } from './pedals.ts'
import { QualityBars, VerdictSentence } from './quality-bars.tsx'
import type { Review } from './session.ts'
import type { CaptureActions } from './use-capture-actions.ts'
import type { CaptureModel } from './use-capture-model.ts'

interface CaptureBarProps {
  readonly model: CaptureModel
}

/** Under the picture: how good it is, what to do with it, and whose it is. */
export function CaptureBar({ model }: CaptureBarProps) {
  const { t } = useTranslation('capture')
  const { review, taking, actions } = model
  const verdict = review ? review.verdict : taking.quality
  const unseen = review && !review.still.pixels
  const waiting = unseen ? t('quality.unknown') : ((review ? undefined : taking.off) ?? t('quality.waiting'))
  return (
    <div className={styles.bar}>
      <QualityBars verdict={verdict} />
      <VerdictSentence verdict={verdict} waiting={waiting} />
      <div className={styles.row}>
        {review ? <Deciding actions={actions} review={review} /> : <Taking model={model} />}
        <Whose model={model} />
      </div>
    </div>
  )
}

function Taking({ model: { actions, taking, ghost, pedals, clip } }: CaptureBarProps) {
  const { t } = useTranslation('capture')
  const { shutter } = actions
  const { frozen } = taking
  const [pedal] = keysFor(pedals.map, 'shutter')
  return (
    <>
      <div className={styles.side}>
        <WellButton action={actions.freeze} iconOnly pressed={frozen} />
        <WellButton action={actions.record} iconOnly pressed={clip.recording} />
        <WellButton action={actions.ghost} iconOnly pressed={ghost.on} />
        <WellButton action={actions.files} iconOnly />
        <WellButton action={actions.fromDevice} iconOnly />
        {ghost.on && (
          <Slider
            className={styles.strength}
            size="sm"
            color="#bdbdbd"
            thumbLabel={t('ghostStrength')}
            label={null}
            min={0.1}
            max={0.9}
            step={0.05}
            value={ghost.strength}
            onChange={ghost.setStrength}
          />
        )}
      </div>
      <button
        type="button"
        className={styles.shutter}
        aria-label={shutter.label}
        aria-disabled={shutter.disabledWhy !== undefined}
        aria-busy={taking.shutter.taking}
        title={shutter.disabledWhy}
        onClick={shutter.perform}
      >
        <span className={styles.dot} />
      </button>
      <span className={styles.keys} aria-hidden>
        <Kbd shortcut="space" />
        {pedal && <Kbd shortcut={pedal} />}
      </span>
    </>
  )
}

function Deciding({ actions, review }: { actions: CaptureActions; review: Review }) {
  const retakeFirst = review.verdict?.verdict === 'retake'
  return (
    <div className={styles.deciding}>
      <WellButton action={actions.retake} primary={retakeFirst} ownKeys />
      <WellButton action={actions.keep} primary={!retakeFirst} busy={review.saving === 'saving'} />
    </div>
  )
}

/** Name and birth date beside the act, and what the picture will be filed under. */
function Whose({ model: { given, desk } }: CaptureBarProps) {
  const { t } = useTranslation('capture')
  const { aim, view } = desk
  const lesion = given.lesions.find(({ lesionId }) => lesionId === aim.lesionId)?.label
  const site = aim.siteCode === undefined ? t('siteFirst') : siteLabelOf(aim.siteCode, aim.laterality)
  return (
    <div className={styles.whose}>
      <PatientLine patient={given.patient} />
      <strong>{view?.label}</strong>
      <span>{[lesion, site].filter(Boolean).join(' · ')}</span>
    </div>
  )
}
