import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Figure } from '../../src-shared/contract/marks.ts'
import type { LesionId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { figureText } from '../marks/figure-text.ts'
import { useMarkWords } from '../marks/mark-words.ts'
import { Course } from '../ui/course.tsx'
import { Panel } from '../ui/panel.tsx'
import { dayOf } from '../ui/when.ts'
import { type Rate, rateOf, type Visit, visitsOf } from './growth.ts'
import styles from './measure.module.css'

interface GrowthPanelProps {
  readonly lesionId: LesionId
  readonly lesionName: string
  readonly shots: readonly Shot[]
}

type Which = 'area' | 'diameter'

/** Only what is known in mm can be put in line. */
const inMm = (visits: readonly Visit[], which: Which) =>
  visits.flatMap(({ markId, atMs, [which]: figure }) =>
    figure && (figure.unit === 'mm' || figure.unit === 'mm2') ? [{ markId, atMs, figure }] : [],
  )

/** How a lesion's confirmed outlines changed over its visits, with the error of that. */
export function GrowthPanel({ lesionId, lesionName, shots }: GrowthPanelProps) {
  const { t } = useTranslation('case')
  const marks = useQuery(useCutis().review.marks.queryOptions({ input: { lesionId } }))
  const visits = visitsOf(marks.data ?? [], shots)
  if (visits.length === 0) return undefined
  return (
    <Panel title={t('growth', { name: lesionName })} note={visits.length}>
      <Chart visits={visits} which="area" />
      <Chart visits={visits} which="diameter" />
      <VisitTable visits={visits} lesionName={lesionName} />
    </Panel>
  )
}

function Chart({ visits, which }: { visits: readonly Visit[]; which: Which }) {
  const { t } = useTranslation('case')
  const known = inMm(visits, which)
  const rate = rateOf(known)
  const last = known.at(-1)
  if (!last || known.length < 2) return which === 'area' ? <p className={styles.muted}>{t('growthOne')}</p> : undefined
  const points = known.map(({ markId, atMs, figure: { value, uncertainty } }) => ({
    id: markId,
    atMs,
    value: Number(value.toPrecision(4)),
    ...(uncertainty !== undefined && { spread: uncertainty }),
  }))
  const summary = t(`growthSummary.${which}`, { count: known.length, value: figureText(last.figure) })
  return (
    <>
      <Course points={points} summary={summary} />
      <p className={styles.said}>{rate ? rateWords(rate, which, t) : t('growthSameDay')}</p>
    </>
  )
}

type Words = ReturnType<typeof useTranslation<'case'>>['t']

const rateWords = ({ perMonth, certain }: Rate, which: Which, t: Words): string => {
  const text = figureText({ ...perMonth, value: perMonth.value }).replace('-', '−')
  return t(certain ? `growthRate.${which}` : `growthUnsure.${which}`, { text })
}

function VisitTable({ visits, lesionName }: { visits: readonly Visit[]; lesionName: string }) {
  const { t } = useTranslation('case')
  const words = useMarkWords()
  const say = (figure: Figure | undefined) => (figure ? words.figure(figure) : '')
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('growth', { name: lesionName })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('growthDay')}</th>
          <th scope="col">{t('growthArea')}</th>
          <th scope="col">{t('growthDiameter')}</th>
        </tr>
      </thead>
      <tbody>
        {visits.map(({ markId, atMs, area, diameter }) => (
          <tr key={markId}>
            <td>{dayOf(new Date(atMs))}</td>
            <td>{say(area)}</td>
            <td>{say(diameter)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
