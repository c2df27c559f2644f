import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewId } from '../../src-shared/clinical/body-map.ts'
import { coverageOf, neverShown, type Place } from '../../src-shared/clinical/body-poses.ts'
import { isicPathOf } from '../../src-shared/clinical/isic-path.ts'
import type { PatientView } from '../../src-shared/contract/records.ts'
import { BodyMap } from '../ui/body-map.tsx'
import { Panel } from '../ui/index.ts'
import { pinsOf } from '../ui/lesion-pins.ts'
import styles from './body.module.css'

/** What the poses taken are meant to show, and what not; never that the whole skin was seen. */
export function CoveragePanel({ taken, record }: { taken: readonly string[]; record: PatientView }) {
  const { t } = useTranslation('body')
  const [viewId, setViewId] = useState<ViewId>('front')
  const { shown, missing } = coverageOf(taken)
  const list = neverShown.map(place => t(`neverShown.${place}`)).join(', ')
  return (
    <div className={styles.side}>
      <Panel title={t('map')}>
        <div className={styles.map}>
          <BodyMap viewId={viewId} onView={setViewId} pins={pinsOf(record.lesions)} />
        </div>
      </Panel>
      <Panel title={t('coverage')} fill reachable>
        <p className={styles.line}>{t('shown', { shown: shown.length, all: shown.length + missing.length })}</p>
        <p className={styles.line}>{t('notAll', { list })}</p>
        <h3 className={styles.head}>{t('missing')}</h3>
        {missing.length === 0 ? <p className={styles.line}>{t('noneMissing')}</p> : <Missing places={missing} />}
      </Panel>
    </div>
  )
}

/** By the region of the ISIC anatomy that a place lies in. */
function Missing({ places }: { places: readonly Place[] }) {
  const regions = new Map<string, string[]>()
  for (const { siteCode, label } of places) {
    const [region = ''] = isicPathOf(siteCode)
    regions.set(region, [...(regions.get(region) ?? []), label])
  }
  return (
    <dl className={styles.missing}>
      {[...regions].map(([region, labels]) => (
        <div key={region}>
          <dt>{region}</dt>
          <dd>{labels.join(' · ')}</dd>
        </div>
      ))}
    </dl>
  )
}
