import { useTranslation } from 'react-i18next'
import { icdOf } from '../../src-shared/clinical/icd.ts'
import { ActionButton, dayText, Field, Fields, Panel, stampText } from '../ui/index.ts'
import styles from './chart.module.css'
import { isOut, type Line } from './lines.ts'
import { ResultDetails } from './result-details.tsx'
import type { ChartActions, Task } from './use-chart-actions.ts'

interface DetailsProps {
  readonly line: Line | undefined
  readonly actions: ChartActions
  readonly onTakeOut: (task: Task) => void
}

type Written = Exclude<Line, { of: 'results' }>

/** What is known of the chosen line, and what can be done with it. */
export function Details({ line, actions, onTakeOut }: DetailsProps) {
  if (line === undefined) return null
  if (line.of === 'results') return <ResultDetails group={line.group} onTakeOut={onTakeOut} />
  const name = line.of === 'problems' ? line.line.text : line.of === 'allergies' ? line.line.substance : line.line.name
  return (
    <aside className={styles.side}>
      <Panel title={name} fill>
        <Fields>
          {line.of === 'problems' && <ProblemFields {...line} />}
          {line.of === 'allergies' && <AllergyFields {...line} />}
          {line.of === 'medicines' && <MedicineFields {...line} />}
          <Common line={line} />
        </Fields>
        {!isOut(line) && (
          <div className={styles.acts}>
            <ActionButton action={actions.change} />
            {line.of === 'medicines' &&
              [actions.stop, actions.react].map(action => <ActionButton key={action.id} action={action} />)}
            <ActionButton action={actions.takeOut} />
          </div>
        )}
      </Panel>
    </aside>
  )
}

/** A field that is left away where there is nothing to say. */
function Said({ label, children }: { label: string; children: string | undefined }) {
  return children ? <Field label={label}>{children}</Field> : null
}

const dateText = (date: string | undefined): string | undefined => {
  if (date === undefined) return undefined
  return date.includes('T') ? stampText(date) : dayText(date)
}

function Common({ line: { line } }: { line: Written }) {
  const { t } = useTranslation('chart')
  const at = dateText(line.recordedAt)
  return (
    <>
      <Said label={t('note')}>{line.note}</Said>
      <Said label={t('recorded')}>{at && line.by ? t('recordedBy', { at, by: line.by }) : (at ?? line.by)}</Said>
      <Said label={t('version')}>{dateText(line.updatedAt)}</Said>
      <Said label={t('reason')}>{line.takenOut}</Said>
    </>
  )
}

function ProblemFields({ line: { icd10, status, onset } }: Extract<Line, { of: 'problems' }>) {
  const { t } = useTranslation('chart')
  const row = icd10 === undefined ? undefined : icdOf(icd10)
  return (
    <>
      <Said label={t('code')}>{icd10 && [icd10, row?.title].filter(Boolean).join(' ')}</Said>
      <Field label={t('status')}>{t(`statuses.${status}`)}</Field>
      <Said label={t('onset')}>{dateText(onset)}</Said>
    </>
  )
}

function AllergyFields({ line }: Extract<Line, { of: 'allergies' }>) {
  const { t } = useTranslation('chart')
  const { kind, criticality, verification, reactions, codes } = line
  return (
    <>
      <Said label={t('kind')}>{kind && t(`kinds.${kind}`)}</Said>
      <Said label={t('criticality')}>{criticality && t(`criticalities.${criticality}`)}</Said>
      <Field label={t('verification')}>{t(`verifications.${verification}`)}</Field>
      {reactions.length > 0 && (
        <Field label={t('reactions')}>
          {reactions.map(({ text, severity }) => (
            <span key={text} className={styles.block}>
              {severity ? `${text} (${t(`severities.${severity}`)})` : text}
            </span>
          ))}
        </Field>
      )}
      <Said label={t('onset')}>{dateText(line.onset)}</Said>
      <Field label={t('substance')}>{t(codes.length > 0 ? 'known' : 'unknown')}</Field>
    </>
  )
}

function MedicineFields({ line }: Extract<Line, { of: 'medicines' }>) {
  const { t } = useTranslation('chart')
  const { sig, status, source, stoppedWhy } = line
  return (
    <>
      <Said label={t('sig')}>{sig}</Said>
      <Field label={t('status')}>{t(`medicineStatuses.${status}`)}</Field>
      <Said label={t('since')}>{dateText(line.since)}</Said>
      <Said label={t('until')}>{dateText(line.until)}</Said>
      <Said label={t('stopWhy')}>{stoppedWhy}</Said>
      <Field label={t('source')}>{t(`sources.${source}`)}</Field>
    </>
  )
}
