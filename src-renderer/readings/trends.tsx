import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { chartsOf } from './charts.ts'
import styles from './readings.module.css'
import { TrendChart } from './trend-chart.tsx'

/** One small chart for each number that was measured. */
export function Trends({ readings }: { readings: readonly ReadingFace[] }) {
  return (
    <div className={styles.grid}>
      {chartsOf(readings).map(chart => (
        <TrendChart key={chart.key} chart={chart} />
      ))}
    </div>
  )
}
