import {
  type Icon,
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconHourglass,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveSample } from '../../src-shared/contract/monitoring.ts'
import {
  type Action,
  ActionButton,
  Failed,
  type PlaceProps,
  Screen,
  StatusChip,
  type Tone,
  useActions,
} from '../ui/index.ts'
import styles from './live.module.css'
import { TraceCanvas } from './trace-canvas.tsx'
import { type LiveState, useLive } from './use-live.ts'
import { useReadingWords } from './use-words.ts'

/** Longer without a sample, and the numbers are no longer now. */
const silentAfterMs = 2000

/** What an oximeter measures at this moment, large enough to be read across a bed. Nothing of it is kept. */
export function Live({ place }: PlaceProps<'live'>) {
  const [turn, setTurn] = useState(0)
  return <Measurement key={turn} {...place} onAgain={() => setTurn(turn + 1)} />
}

interface MeasurementProps {
  readonly deviceKey: string
  readonly label: string
  readonly onAgain: () => void
}

function Measurement({ deviceKey, label, onAgain }: MeasurementProps) {
  const { t } = useTranslation()
  const [running, setRunning] = useState(true)
  const { state, pen } = useLive(deviceKey, running)
  const isOver = !running || state.step === 'over'
  const [toggle] = useActions([
    {
      id: 'live.toggle',
      label: t(isOver ? 'live.start' : 'live.stop'),
      icon: isOver ? IconPlayerPlay : IconPlayerStop,
      shortcut: 'space',
      perform: () => (isOver ? onAgain() : setRunning(false)),
    } satisfies Action,
  ])
  return (
    <Screen
      title={t('live.title')}
      note={`${label} · ${t('live.notKept')}`}
      tools={<ActionButton action={toggle} variant="filled" />}
    >
      <div className={styles.live}>
        {state.step === 'over' && running && state.error !== undefined && <Failed error={state.error} />}
        <Numbers state={state} running={running} />
        <figure className={styles.figure}>
          <TraceCanvas pen={pen} />
          <figcaption className={styles.note}>{t('live.traceNote')}</figcaption>
        </figure>
      </div>
    </Screen>
  )
}

function Numbers({ state, running }: { state: LiveState; running: boolean }) {
  const { t } = useTranslation()
  const { noteWord } = useReadingWords()
  const isNow = running && state.step === 'measuring' && state.silentMs < silentAfterMs
  const sample: Partial<LiveSample> = isNow && state.step === 'measuring' ? state.latest : {}
  const flags = sample.flags?.map(noteWord) ?? []
  return (
    <section className={styles.numbers} aria-label={t('live.measuring')}>
      <Large label={t('live.spo2')} value={sample.spo2} unit="%" />
      <Large label={t('live.pulse')} value={sample.pulsePerMinute} unit="/min" />
      <Large label={t('live.perfusion')} value={sample.perfusionPercent} unit="%" small />
      <div className={styles.says}>
        <span>
          <StateChip state={state} running={running} />
        </span>
        <span className={styles.label}>{t('live.flags')}</span>
        <output>{isNow ? flags.join(', ') || t('live.noFlags') : '—'}</output>
      </div>
    </section>
  )
}

interface LargeProps {
  readonly label: string
  readonly value: number | undefined
  readonly unit: string
  readonly small?: boolean
}

/** A number that the device does not know is a dash, never the last one it knew. */
function Large({ label, value, unit, small = false }: LargeProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.large} data-small={small || undefined}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>
        {value === undefined ? (
          <>
            <span aria-hidden className={styles.dash}>
              –
            </span>
            <span className="visually-hidden">{t('live.unknown')}</span>
          </>
        ) : (
          value
        )}
        <span className={styles.unit}>{unit}</span>
      </span>
    </div>
  )
}

function StateChip({ state, running }: { state: LiveState; running: boolean }) {
  const { t } = useTranslation()
  const [icon, tone, word] = ((): [Icon, Tone, string] => {
    if (!running || state.step === 'over') return [IconPlayerStop, 'plain', t('live.stopped')]
    if (state.step === 'waiting') return [IconHourglass, 'plain', t('live.waiting')]
    if (state.silentMs >= silentAfterMs)
      return [IconAlertTriangle, 'warn', t('live.silent', { seconds: Math.floor(state.silentMs / 1000) })]
    return [IconActivityHeartbeat, 'ok', t('live.measuring')]
  })()
  return <StatusChip icon={icon} tone={tone} word={word} />
}
