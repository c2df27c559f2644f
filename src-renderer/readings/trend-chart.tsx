import { useTranslation } from 'react-i18next'
import { unitText } from '../../src-shared/clinical/unit-text.ts'
import { Course } from '../ui/course.tsx'
import { dayOf, Panel, stampText } from '../ui/index.ts'
import { type Chart, showsDots } from './charts.ts'
import styles from './readings.module.css'
import { useReadingWords } from './use-words.ts'

/** The course of one number over time. What cannot be true breaks the line and stands as a mark at its foot. */
export function TrendChart({ chart }: { chart: Chart }) {
  const { t } = useTranslation()
  const { kindWord } = useReadingWords()
  const kind = kindWord(chart.kind)
  const name = chart.name === kind || chart.name === chart.kind ? kind : `${kind}: ${chart.name}`
  const unit = unitText(chart.unit)
  const numbers = chart.points.flatMap(({ value, atMs }) => (value === undefined ? [] : [{ value, atMs }]))
  const [first, last] = [numbers[0], numbers.at(-1)]
  const lastText = last && `${last.value} ${unit}`.trim()
  const summary =
    first && last
      ? t('trend.summary', {
          count: numbers.length,
          name,
          first: dayOf(new Date(first.atMs)),
          last: lastText ?? '',
          at: stampText(new Date(last.atMs)),
        })
      : t('trend.nothing', { name })
  return (
    <Panel title={name} note={unit}>
      <figure className={styles.chart}>
        <Course points={chart.points} summary={summary} dots={showsDots(chart)} />
        <figcaption className={styles.caption}>
          {lastText !== undefined && <strong className="figures">{t('trend.last', { value: lastText })}</strong>}
          <span>{t('trend.count', { count: numbers.length })}</span>
          {chart.marked > 0 && <span>{t('trend.marked', { count: chart.marked })}</span>}
        </figcaption>
      </figure>
    </Panel>
  )
}
