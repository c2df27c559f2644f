import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChartResult, ResultGroup } from '../../src-shared/contract/chart.ts'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { Course } from '../ui/course.tsx'
import { dayOf, Panel, stampText } from '../ui/index.ts'
import { Unsynced } from '../ui/unsynced.tsx'
import styles from './chart.module.css'
import { newestOf } from './lines.ts'
import { bandOf, pointsOf } from './result-course.ts'
import { FlagChip } from './result-signs.tsx'
import { rangeText, valueText } from './result-text.ts'
import type { Task } from './use-chart-actions.ts'

interface ResultDetailsProps {
  readonly group: ResultGroup
  readonly onTakeOut: (task: Task) => void
}

/** The course of one property with the range of its newest value, and every value. */
export function ResultDetails({ group, onTakeOut }: ResultDetailsProps) {
  const { t } = useTranslation('chart')
  const { name, results } = group
  const newest = newestOf(group)
  const points = pointsOf(group)
  const summary = t('summary', {
    name,
    count: points.length,
    first: dayOf(new Date(points[0]?.atMs ?? 0)),
    last: valueText(newest, t),
    at: dayOf(newest?.at ?? ''),
  })
  return (
    <aside className={styles.side}>
      <Panel title={name} note={group.loinc && `LOINC ${group.loinc}`} fill reachable>
        {points.length > 0 && <Course points={points} summary={summary} band={bandOf(newest)} />}
        <table className={styles.values}>
          <caption className="visually-hidden">{t('values')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('at')}</th>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('range')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('takeOut')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {results.map(result => (
              <Row key={result.recordId} name={name} result={result} onTakeOut={onTakeOut} />
            ))}
          </tbody>
        </table>
      </Panel>
    </aside>
  )
}

interface RowProps {
  readonly name: string
  readonly result: ChartResult
  readonly onTakeOut: (task: Task) => void
}

function Row({ name, result, onTakeOut }: RowProps) {
  const { t } = useTranslation('chart')
  const { role } = useMe()
  const { recordId, updatedAt: seenAt, at, by, note, status, takenOut } = result
  const isOut = status === 'entered-in-error'
  const says = `${name} ${valueText(result, t)}`
  const label = `${t('takeOut')}: ${says}, ${stampText(at)}`
  const takeOut = () => onTakeOut({ do: 'takeOut', what: { type: 'Observation', recordId, seenAt, says } })
  return (
    <tr>
      <td className="figures">
        {stampText(at)}
        <span className={styles.fine}>{by}</span>
        {note && <span className={styles.fine}>{note}</span>}
        {takenOut && <span className={styles.fine}>{`${t('reason')}: ${takenOut}`}</span>}
      </td>
      <td>
        <span className={isOut ? styles.out : undefined}>
          <strong className="figures">{valueText(result, t)}</strong>
        </span>{' '}
        {result.unsynced && <Unsynced />}
        <span className={styles.fine}>{status === 'preliminary' && t('preliminary')}</span>
        <FlagChip result={result} />
      </td>
      <td className="figures">{rangeText(result)}</td>
      <td>
        {!isOut && may(role, 'patient.write') && (
          <Tooltip label={t('takeOut')}>
            <ActionIcon variant="subtle" aria-label={label} onClick={takeOut}>
              <IconBan size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </td>
    </tr>
  )
}
