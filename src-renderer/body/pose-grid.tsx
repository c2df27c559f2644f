import { IconPhotoOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, Panel } from '../ui/index.ts'
import { SmallPicture } from '../ui/small-picture.tsx'
import styles from './body.module.css'
import type { PoseSet } from './sets.ts'

/** Every pose with its newest picture; a pose with two visits opens their comparison. */
export function PoseGrid({ sets, onOpen }: { sets: readonly PoseSet[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('body')
  return (
    <Panel title={t('poses')} fill reachable>
      <ul className={styles.grid}>
        {sets.map(set => (
          <li key={set.id}>
            <PoseCard set={set} onOpen={() => onOpen(set.id)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function PoseCard({ set, onOpen }: { set: PoseSet; onOpen: () => void }) {
  const { t } = useTranslation('body')
  const { label, hint, shots } = set
  const newest = shots.at(-1)
  const says = () => {
    if (!newest) return hint
    const date = dayOf(newest.takenAt)
    return shots.length === 1 ? t('one', { date }) : t('many', { count: shots.length, date })
  }
  return (
    <button type="button" className={styles.card} disabled={shots.length < 2} onClick={onOpen}>
      <span className={styles.well}>{newest ? <Small key={newest.blobId} blobId={newest.blobId} /> : <Nothing />}</span>
      <strong>{label}</strong>
      <span className={styles.soft}>{says()}</span>
      {shots.length > 1 && <span className={styles.soft}>{t('review')}</span>}
    </button>
  )
}

const Nothing = () => <IconPhotoOff size={28} stroke={1.25} aria-hidden />

function Small({ blobId }: { blobId: string }) {
  const [none, setNone] = useState(false)
  return none ? <Nothing /> : <SmallPicture blobId={blobId} className={styles.small} onNone={() => setNone(true)} />
}
