import { IconMapPin } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodyViews, type Pin, type ViewId } from '../../src-shared/clinical/body-map.ts'
import type { Lesion, PatientView } from '../../src-shared/contract/records.ts'
import { BodyMap, type MapPin } from '../ui/body-map.tsx'
import { dayOf, Empty, Panel } from '../ui/index.ts'
import { pinsOf } from '../ui/lesion-pins.ts'
import { MarkLesion } from './mark-lesion.tsx'
import styles from './patient.module.css'
import { usePatientState } from './state.ts'

/** The drawing with most pins; the front where there are none. */
export function fullestView(pins: readonly MapPin[]): ViewId {
  const count = (id: ViewId) => pins.filter(pin => pin.viewId === id).length
  return bodyViews()
    .map(({ id }) => id)
    .reduce<ViewId>((best, id) => (count(id) > count(best) ? id : best), 'front')
}

/** The body map with its lesions, and the list of them. */
export function LesionPanel({ view }: { view: PatientView }) {
  const { t } = useTranslation()
  const { lesions } = view
  const { viewId, lesionId, task } = usePatientState()
  const [place, setPlace] = useState<Pin>()
  const pins = pinsOf(lesions)
  const choose = (id: string) => {
    const lesion = lesions.find(one => one.lesionId === id)
    const pin = pins.find(one => one.id === id)
    usePatientState.setState({ lesionId: lesion?.lesionId, ...(pin && { viewId: pin.viewId }) })
  }
  const done = () => {
    setPlace(undefined)
    usePatientState.setState({ task: undefined })
  }
  const marking = task === 'lesion'
  const fresh: MapPin[] = place && marking ? [{ ...place, id: 'new', mark: '+', label: t('patient.newLesion') }] : []
  return (
    <div className={styles.left}>
      <Panel title={t('patient.map')} fill>
        <BodyMap
          viewId={viewId ?? fullestView(pins)}
          onView={id => usePatientState.setState({ viewId: id })}
          pins={[...pins, ...fresh]}
          chosenPin={marking ? 'new' : lesionId}
          onPin={choose}
          {...(marking && { onPick: setPlace, chosenSite: place })}
        />
      </Panel>
      {marking ? (
        <MarkLesion patientId={view.patient.patientId} number={lesions.length + 1} place={place} onDone={done} />
      ) : (
        <Lesions lesions={lesions} chosen={lesionId} onChoose={choose} />
      )}
    </div>
  )
}

interface LesionsProps {
  readonly lesions: readonly Lesion[]
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

function Lesions({ lesions, chosen, onChoose }: LesionsProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('patient.lesions')} note={lesions.length} flush>
      {lesions.length === 0 && (
        <Empty icon={IconMapPin} title={t('patient.noLesions')} hint={t('patient.noLesionsHint')} />
      )}
      <ul className={styles.lesions}>
        {lesions.map((lesion, at) => (
          <li key={lesion.lesionId}>
            <button
              type="button"
              className={styles.lesion}
              aria-pressed={lesion.lesionId === chosen}
              onClick={() => onChoose(lesion.lesionId === chosen ? '' : lesion.lesionId)}
            >
              <span className={styles.number}>{at + 1}</span>
              <span className={styles.grow}>
                <strong>{lesion.label}</strong>
                <span className={styles.soft}>{lesion.siteName}</span>
              </span>
              <span className={styles.counts}>
                {t('patient.images', { count: lesion.imageCount })}
                <span className={styles.soft}>{lesion.lastSeenAt && dayOf(lesion.lastSeenAt)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
