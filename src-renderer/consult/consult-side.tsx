import { useTranslation } from 'react-i18next'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { ClockLines } from '../ui/clock-lines.tsx'
import { Field, Fields } from '../ui/field.tsx'
import { FiredRules } from '../ui/fired-rules.tsx'
import { KeyLines } from '../ui/key-lines.tsx'
import { Panel } from '../ui/panel.tsx'
import type { PlaceOf } from '../ui/place.ts'
import { Suitability } from '../ui/suitability.tsx'
import { dayText, stampText } from '../ui/when.ts'
import { AnswerForm } from './answer-form.tsx'
import styles from './consult.module.css'
import { viewWords } from './consult-pictures.tsx'
import { HistoryList } from './history-list.tsx'
import { OverrideForm } from './override-form.tsx'
import { RetakeForm } from './retake-form.tsx'
import { Thread } from './thread.tsx'

interface ConsultSideProps {
  readonly place: PlaceOf<'consult'>
  readonly consult: Consult
}

/** What is asked, what is answered, and everything in between. */
export function ConsultSide({ place, consult }: ConsultSideProps) {
  const { t } = useTranslation('consult')
  const { role } = useMe()
  const mayAnswer = may(role, 'consult.answer')
  const isMine = mayAnswer && consult.claim?.mine === true
  return (
    <div className={styles.side}>
      <Asked consult={consult} />
      <RetakeAsked consult={consult} />
      <Given consult={consult} />
      {isMine && <AnswerForm place={place} consult={consult} />}
      <Triage consult={consult} />
      {isMine && <RetakeForm consult={consult} />}
      {mayAnswer && waits(consult) && <OverrideForm consult={consult} />}
      <Panel title={t('history')}>
        <HistoryList content={consult.content} />
      </Panel>
      {consult.state !== 'draft' && <Thread consult={consult} />}
      <Course consult={consult} />
    </div>
  )
}

const waits = ({ state }: Consult): boolean => state === 'sent' || state === 'claimed'

function Asked({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const { claim, referrer, organisation, content } = consult
  return (
    <Panel title={t('question')}>
      <p className={styles.question}>{consult.question}</p>
      <Fields>
        <Field label={t('callback')}>{[referrer, organisation, content.callback].filter(Boolean).join(', ')}</Field>
        <Consented consult={consult} />
      </Fields>
      {claim && !claim.mine && <p>{t('claimedBy', { name: claim.by, until: stampText(claim.until) })}</p>}
    </Panel>
  )
}

function RetakeAsked({ consult: { state, retake, presentation } }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  if (state !== 'retake' || !retake) return undefined
  const views = retake.views.map(({ viewId }) => viewWords(viewId, presentation)).join(', ')
  return (
    <Panel title={t('retakeAsked')}>
      <p>{t('retakeSays', { by: retake.by, views })}</p>
      {retake.note && <p>{retake.note}</p>}
    </Panel>
  )
}

function Course({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  return (
    <Panel title={t('course')}>
      <ol className={styles.course}>
        {consult.events.map((event, at) => (
          <li key={`${event.at}-${at}`}>
            <span className="figures">{stampText(event.at)}</span> {t(`event.${event.what}`)}, {event.by}
            {event.note && <span className={styles.quiet}> {event.note}</span>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Consented({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const { consent } = consult.content
  if (!consent) return undefined
  return (
    <Field label={t('consent')}>
      {t('consentSays', { method: t(`method.${consent.method}`), on: dayText(consent.on) })}
    </Field>
  )
}

function Triage({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('triage')
  const { triage, override } = consult
  if (!triage) return undefined
  return (
    <Panel title={t('triage')}>
      {override && (
        <p>{t('overridden', { kind: words(`class.${override.class}`), by: override.by, reason: override.reason })}</p>
      )}
      <FiredRules triage={triage} />
      <div className={styles.gap}>
        <Suitability suitability={triage.suitability} />
      </div>
      <div className={styles.gap}>
        <ClockLines clocks={triage.clocks} />
      </div>
      {triage.flags.map(flag => (
        <p key={flag}>{words(`flag.${flag}`)}</p>
      ))}
    </Panel>
  )
}

function Given({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const { t: words } = useTranslation('triage')
  const { answer } = consult
  if (!answer) return undefined
  return (
    <Panel title={t('answered', { by: answer.by, at: stampText(answer.at) })}>
      <p className={styles.question}>{words(`outcome.${answer.outcome}`)}</p>
      {(['findings', 'impression', 'advice'] as const).map(part =>
        answer[part] ? (
          <div key={part} className={styles.said}>
            <span className={styles.quiet}>{t(part)}</span>
            <p>{answer[part]}</p>
          </div>
        ) : undefined,
      )}
      <KeyLines signature={answer.signature} />
    </Panel>
  )
}
