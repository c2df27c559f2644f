import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Context } from '../../src-shared/clinical/dermoscopy/algorithm.ts'
import { contradictionsOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import { agreementOf, type Outcome, outcomesOf } from '../../src-shared/clinical/dermoscopy/scores.ts'
import { Panel } from '../ui/index.ts'
import { useAgreementText, useReadingText } from './result-words.ts'
import styles from './score.module.css'
import type { Looked } from './score-desk.tsx'
import { answersIn, type Ticks } from './ticks.ts'

interface TotalsProps {
  readonly ticks: Ticks
  readonly context: Context
  readonly nameOf: (code: string) => string
  readonly onLook: (looked: Looked) => void
}

/** The criteria of an algorithm that are ticked as present or graded above nothing. */
const pointsOf = ({ algorithm }: Outcome, ticks: Ticks): readonly string[] =>
  algorithm.inputs.filter(code => Number(ticks[code]?.value ?? 0) > 0)

/** What is said once above the table, since it holds for every algorithm that needs a dermatoscope's picture. */
const isOfOne = ({ code }: Outcome['caveats'][number]): boolean => code !== 'mode-unknown'

/** Every algorithm on the same ticks, with how far they agree. */
export function Totals({ ticks, context, nameOf, onLook }: TotalsProps) {
  const { t } = useTranslation('score')
  const agreement = useAgreementText()
  const [open, setOpen] = useState<string>()
  const answers = answersIn(ticks)
  const outcomes = outcomesOf(answers, context)
  const shared = outcomes.filter(({ reading }) => reading.kind !== 'blocked')
  const opened = outcomes.find(({ algorithm }) => algorithm.id === open)
  const conflicts = contradictionsOf(answers)
  const ofAll = outcomes.flatMap(({ caveats }) => caveats).find(one => !isOfOne(one))
  return (
    <Panel title={t('totals')} flush>
      <output className={styles.agreement}>{agreement(agreementOf(outcomes))}</output>
      {conflicts.map(([special, general]) => (
        <p key={special + general} className={styles.conflict}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          {t('contradiction', { special: nameOf(special), general: nameOf(general) })}
        </p>
      ))}
      {ofAll && (
        <p className={styles.conflict}>
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          {ofAll.text}
        </p>
      )}
      <table className={styles.totals}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('algorithm')}</th>
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {[...shared, ...outcomes.filter(one => !shared.includes(one))].map(outcome => (
            <Row
              key={outcome.algorithm.id}
              outcome={outcome}
              open={outcome === opened}
              onOpen={() => setOpen(outcome === opened ? undefined : outcome.algorithm.id)}
              onLook={on => onLook(on ? { codes: pointsOf(outcome, ticks) } : undefined)}
            />
          ))}
        </tbody>
      </table>
      {opened && <Detail outcome={opened} points={pointsOf(opened, ticks)} nameOf={nameOf} onLook={onLook} />}
      <p className={styles.says}>{t('says')}</p>
    </Panel>
  )
}

interface RowProps {
  readonly outcome: Outcome
  readonly open: boolean
  readonly onOpen: () => void
  readonly onLook: (on: boolean) => void
}

function Row({ outcome, open, onOpen, onLook }: RowProps) {
  const reading = useReadingText()
  const { algorithm, caveats } = outcome
  const { total, says } = reading(outcome)
  const above = outcome.reading.kind === 'scored' && outcome.reading.band.above
  return (
    <tr data-above={above || undefined} onMouseEnter={() => onLook(true)} onMouseLeave={() => onLook(false)}>
      <th scope="row">
        <button
          type="button"
          className={styles.algorithm}
          aria-expanded={open}
          onClick={onOpen}
          onFocus={() => onLook(true)}
          onBlur={() => onLook(false)}
        >
          {algorithm.name}
        </button>
        {outcome.reading.kind !== 'blocked' && <span className={styles.soft}>{says}</span>}
        {caveats.filter(isOfOne).map(({ code, text }) => (
          <span key={code} className={styles.caveat}>
            <IconAlertTriangle size={12} stroke={2} aria-hidden />
            {text}
          </span>
        ))}
      </th>
      <td className={styles.total}>{total ?? (above ? '+' : '–')}</td>
    </tr>
  )
}

interface DetailProps {
  readonly outcome: Outcome
  readonly points: readonly string[]
  readonly nameOf: (code: string) => string
  readonly onLook: (looked: Looked) => void
}

/** How one algorithm comes to its result: the points it rests on, what is still open, formula, version and source. */
function Detail({ outcome: { algorithm, reading }, points, nameOf, onLook }: DetailProps) {
  const { t } = useTranslation('score')
  const missing = reading.kind === 'incomplete' ? reading.missing : []
  return (
    <dl className={styles.detail} aria-label={algorithm.name}>
      <dt>{t('points')}</dt>
      <dd className={styles.chips}>
        {points.length === 0 && t('noPoints')}
        {points.map(code => (
          <button
            key={code}
            type="button"
            className={styles.chip}
            onMouseEnter={() => onLook({ code })}
            onMouseLeave={() => onLook(undefined)}
            onFocus={() => onLook({ code })}
            onBlur={() => onLook(undefined)}
            onClick={() => document.getElementById(`tick-${code}`)?.focus()}
          >
            {nameOf(code)}
          </button>
        ))}
      </dd>
      {missing.length > 0 && <dt>{t('missing')}</dt>}
      {missing.length > 0 && (
        <dd className={styles.chips}>
          {missing.map(code => (
            <button
              key={code}
              type="button"
              className={styles.chip}
              onClick={() => document.getElementById(`tick-${code}`)?.focus()}
            >
              {nameOf(code)}
            </button>
          ))}
        </dd>
      )}
      <dt>{t('formula')}</dt>
      <dd>{algorithm.formula}</dd>
      <dt>{t('source')}</dt>
      <dd>{algorithm.source}</dd>
      <dt>{t('version')}</dt>
      <dd>{algorithm.version}</dd>
    </dl>
  )
}
