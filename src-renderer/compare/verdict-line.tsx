import { Loader } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparability, Ground } from '../../src-shared/imaging/compare/comparability.ts'
import { ActionButton } from '../ui/action-button.tsx'
import type { Action } from '../ui/actions.ts'
import { Failed } from '../ui/states.tsx'
import { dayOf } from '../ui/when.ts'
import type { PairNow } from './use-pair.ts'
import { useVerdictWords } from './use-verdict-words.ts'
import styles from './verdict.module.css'

const signs = {
  comparable: { Icon: IconCircleCheck, tone: 'ok' },
  limited: { Icon: IconAlertTriangle, tone: 'warn' },
  'not-comparable': { Icon: IconCircleX, tone: 'bad' },
} as const

interface VerdictLineProps {
  readonly pair: PairNow
  readonly accept: Action
  readonly reject: Action
  /** What is asked under the line while it is asked. */
  readonly children?: ReactNode
}

/** Whether the pair may be compared, in one plain sentence; what stands behind it on demand; and what somebody decided on it. */
export function VerdictLine({ pair, accept, reject, children }: VerdictLineProps) {
  const [open, setOpen] = useState(false)
  const { t } = useTranslation('compare')
  const { verdict, current } = pair
  if (!verdict || !current) return undefined
  const waits = !verdict.settled && !pair.noPair
  const details = verdict.grounds.length > 0 || current.registration?.fit !== undefined
  return (
    <section className={styles.verdict} aria-label={t('verdict')}>
      <div className={styles.line}>
        <Sentence verdict={verdict} waits={waits} />
        <Decided pair={pair} />
        {details && (
          <button type="button" className={styles.why} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'whyLess' : 'whyMore')}
          </button>
        )}
        <span className={styles.acts}>
          <Acts pair={pair} waits={waits} />
          <ActionButton action={accept} />
          <ActionButton action={reject} />
        </span>
      </div>
      <Trouble pair={pair} />
      <div className={styles.below}>
        {open && <Details pair={pair} verdict={verdict} />}
        {children}
      </div>
    </section>
  )
}

/** Why the registration itself failed, in the engine's words. */
function Trouble({ pair: { current } }: { pair: PairNow }) {
  const error = current?.error
  if (!current || error === undefined) return undefined
  return <Failed error={error} again={current.ask} />
}

function Sentence({ verdict, waits }: { verdict: Comparability; waits: boolean }) {
  const { sentence, waiting } = useVerdictWords()
  const { Icon, tone } = signs[verdict.grade]
  const settled = !waits || verdict.grade === 'not-comparable'
  return (
    <output
      className={styles.sentence}
      data-tone={settled ? tone : 'plain'}
      data-grade={settled ? verdict.grade : 'waiting'}
    >
      {settled ? <Icon size={18} stroke={2} aria-hidden /> : <Loader size={14} color="gray" aria-hidden />}
      <span>{settled ? sentence(verdict) : waiting}</span>
    </output>
  )
}

/** Stops what is under way, or starts what was stopped or withheld. */
function Acts({ pair: { current, noPair }, waits }: { pair: PairNow; waits: boolean }) {
  const { t } = useTranslation('compare')
  if (!current || noPair) return undefined
  if (waits) return <ActionButton action={{ id: 'compare.stop', label: t('stop'), perform: current.cancel }} />
  const reason = current.joining.kind === 'refused' ? current.joining.reason : undefined
  const again = reason === 'cancelled' || reason === 'rejected-before'
  return again && <ActionButton action={{ id: 'compare.register', label: t('register'), perform: current.ask }} />
}

/** The decision that was made on this pair before. */
function Decided({ pair: { current } }: { pair: PairNow }) {
  const { t } = useTranslation('compare')
  const decision = current?.decision
  if (!decision) return undefined
  const { body, by, at } = decision
  const words = t(body.decision === 'accepted' ? 'acceptedBy' : 'rejectedBy', { by, on: dayOf(at) })
  return <span className={styles.decided}>{body.reason ? `${words}: ${body.reason}` : words}</span>
}

function Details({ pair, verdict }: { pair: PairNow; verdict: Comparability }) {
  const { t } = useTranslation('compare')
  const { why, next, errors } = useVerdictWords()
  const registration = pair.current?.registration
  const weight = (ground: Ground) => t(`weight.${ground.weight}`)
  return (
    <div className={styles.details}>
      {verdict.grounds.length > 0 && (
        <ul className={styles.grounds}>
          {verdict.grounds.map(ground => (
            <li key={`${ground.code} ${ground.weight}`} data-weight={ground.weight}>
              <strong>{weight(ground)}</strong> {why(ground)} {next(ground)}
            </li>
          ))}
        </ul>
      )}
      {registration?.fit && <p>{errors(registration, pair)}</p>}
    </div>
  )
}
