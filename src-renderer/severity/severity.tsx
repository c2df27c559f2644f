import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { instrumentOf, instruments } from '../../src-shared/clinical/severity/instruments.ts'
import { useCutis } from '../link/index.ts'
import { Panel, type PlaceProps, Screen, useReplace } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { scoresOf } from './course.ts'
import styles from './severity.module.css'
import { SeverityForm } from './severity-form.tsx'

/** Severity scores of one patient: an instrument, its form, what it comes to, and its course. */
export function Severity({ place }: PlaceProps<'severity'>) {
  const { t } = useTranslation('severity')
  const { patientId } = place
  const marks = useQuery(useCutis().review.marks.queryOptions({ input: { patientId } }))
  return (
    <Screen title={t('title')}>
      <Answer of={marks}>
        {all => {
          const latest = all.findLast(({ body }) => body.kind === 'severity')?.body
          const known = latest?.kind === 'severity' ? latest.instrument : undefined
          const [first] = instruments
          const chosen = instrumentOf(place.instrument ?? known ?? '') ?? first
          return (
            <div className={styles.columns}>
              <Instruments place={place} chosen={chosen?.id} counted={id => scoresOf(all, id).length} />
              {chosen && (
                <SeverityForm key={chosen.id} place={place} instrument={chosen} scores={scoresOf(all, chosen.id)} />
              )}
            </div>
          )
        }}
      </Answer>
    </Screen>
  )
}

interface InstrumentsProps extends PlaceProps<'severity'> {
  readonly chosen: string | undefined
  readonly counted: (id: string) => number
}

function Instruments({ place, chosen, counted }: InstrumentsProps) {
  const { t } = useTranslation('severity')
  const replace = useReplace()
  return (
    <Panel title={t('instruments')} fill flush>
      <ul className={styles.instruments}>
        {instruments.map(({ id, name, about }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.instrument}
              aria-current={id === chosen}
              onClick={() => replace({ ...place, instrument: id })}
            >
              <span className={styles.name}>
                {name}
                {counted(id) > 0 && <span className={styles.count}>{counted(id)}</span>}
              </span>
              <span className={styles.about}>{about}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
