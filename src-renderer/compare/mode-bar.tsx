import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './blend.module.css'
import { atRate, blinkRange, pressed } from './blink.ts'
import type { Lying } from './use-blend.ts'
import { setAlpha, setBlink, useView } from './view-store.ts'

interface ModeBarProps {
  readonly lying: Lying
  /** The pair is registered, so it can be bent. */
  readonly canBend: boolean
}

/** What belongs to the mode that is on: cover, rate, bending; and how the newer picture lies. */
export function ModeBar({ lying, canBend }: ModeBarProps) {
  const { t } = useTranslation('compare')
  const { mode, bent } = useView()
  if (mode === 'side') return undefined
  return (
    <div className={styles.bar} data-takes-pointer="">
      {mode === 'overlay' && <Cover />}
      {mode === 'blink' && <Rate />}
      {mode !== 'swipe' && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={bent && canBend}
            disabled={!canBend}
            onChange={event => useView.setState({ bent: event.currentTarget.checked })}
          />
          {t('bend')}
        </label>
      )}
      <span className={styles.lying} data-lying={lying}>
        {t(`lying.${lying}`)}
      </span>
    </div>
  )
}

function Cover() {
  const { t } = useTranslation('compare')
  const alpha = useView(view => view.alpha)
  return (
    <label className={styles.range}>
      {t('cover')}
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={Math.round(alpha * 100)}
        aria-valuetext={t('coverIs', { percent: Math.round(alpha * 100) })}
        onChange={event => setAlpha(Number(event.currentTarget.value) / 100)}
      />
    </label>
  )
}

function Rate() {
  const { t } = useTranslation('compare')
  const blink = useView(view => view.blink)
  const { running, hz } = blink
  const hold = {
    id: 'compare.hold-button',
    label: t(running ? 'hold' : 'step'),
    icon: running ? IconPlayerPause : IconPlayerSkipForward,
    perform: () => setBlink(pressed),
  }
  const run = {
    id: 'compare.run',
    label: t('run'),
    icon: IconPlayerPlay,
    perform: () => setBlink(now => ({ ...now, running: true })),
  }
  return (
    <>
      <WellButton action={hold} />
      {!running && <WellButton action={run} iconOnly />}
      <label className={styles.range}>
        {t('rate')}
        <input
          type="range"
          min={blinkRange.least}
          max={blinkRange.most}
          step={blinkRange.step}
          value={hz}
          aria-valuetext={t('rateIs', { hz })}
          onChange={event => {
            const to = Number(event.currentTarget.value)
            setBlink(now => atRate(now, to))
          }}
        />
        <span className={styles.number}>{t('rateIs', { hz })}</span>
      </label>
    </>
  )
}
