import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Context } from '../../src-shared/clinical/dermoscopy/algorithm.ts'
import { criteria, termOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { CriterionGroup, Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import { unseenOn } from '../../src-shared/clinical/dermoscopy/scores.ts'
import { Panel } from '../ui/index.ts'
import { CriterionRow } from './criterion-row.tsx'
import type { DraftHand } from './drafts.ts'
import styles from './score.module.css'
import type { Looked } from './score-desk.tsx'
import { answered, restAbsent } from './ticks.ts'

export interface ChecklistProps {
  readonly context: Context
  readonly terminology: Terminology
  readonly setTerminology: (terminology: Terminology) => void
  readonly draft: DraftHand
  readonly numbers: ReadonlyMap<string, number>
  readonly target: string | undefined
  readonly looked: Looked
  readonly onLook: (looked: Looked) => void
  /** The next ring on the picture is for this criterion. */
  readonly onDraw: (code: string) => void
  readonly onRemove: (code: string, at: number) => void
}

const groups: readonly CriterionGroup[] = [
  'symmetry',
  'colours',
  'network',
  'dots',
  'lines',
  'areas',
  'vessels',
  'triage',
  'clinical',
]

/** All criteria once, whatever algorithm reads them; each answered as present, absent, or not at all. */
export function Checklist(props: ChecklistProps) {
  const { t } = useTranslation('score')
  const { terminology, setTerminology } = props
  return (
    <Panel
      title={t('checklist')}
      fill
      flush
      tools={
        <SegmentedControl
          size="xs"
          aria-label={t('terminology')}
          value={terminology}
          onChange={value => setTerminology(value as Terminology)}
          data={(['metaphoric', 'descriptive', 'both'] as const).map(value => ({ value, label: t(value) }))}
        />
      }
    >
      {groups.map(group => (
        <Group key={group} group={group} {...props} />
      ))}
    </Panel>
  )
}

function Group({ group, ...props }: ChecklistProps & { group: CriterionGroup }) {
  const { t } = useTranslation('score')
  const { context, draft, terminology } = props
  const rows = criteria.filter(one => one.group === group)
  const unseen = unseenOn(context)
  const count = rows.filter(({ code }) => draft.ticks[code] !== undefined).length
  const open = rows.some(({ code, grades }) => !grades && !draft.ticks[code] && !unseen.includes(code))
  const name = t(`groups.${group}`)
  return (
    <section className={styles.group} aria-label={name}>
      <header className={styles.groupHead}>
        <h3>{name}</h3>
        <span className={styles.soft}>{t('answeredOf', { count, all: rows.length })}</span>
        {open && (
          <button
            type="button"
            className={styles.quiet}
            aria-label={t('restAbsentOf', { group: name })}
            onClick={() => draft.change(ticks => restAbsent(ticks, group, unseen))}
          >
            {t('restAbsent')}
          </button>
        )}
      </header>
      {rows.map(criterion => (
        <CriterionRow
          key={criterion.code}
          criterion={criterion}
          name={termOf(criterion.code, terminology)}
          tick={draft.ticks[criterion.code]}
          number={props.numbers.get(criterion.code)}
          hidden={unseen.includes(criterion.code)}
          isTarget={props.target === criterion.code}
          isLooked={props.looked !== undefined && 'code' in props.looked && props.looked.code === criterion.code}
          onAnswer={value => draft.change(ticks => answered(ticks, criterion.code, value))}
          onLook={on => props.onLook(on ? { code: criterion.code } : undefined)}
          onDraw={() => props.onDraw(criterion.code)}
          onRemove={at => props.onRemove(criterion.code, at)}
        />
      ))}
    </section>
  )
}
