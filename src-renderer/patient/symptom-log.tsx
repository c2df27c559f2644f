import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PortalEntry } from '../../src-shared/contract/portal.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { type PortalItemId, portalForms } from '../../src-shared/portal/index.ts'
import { useCutis } from '../link/index.ts'
import { Course } from '../ui/course.tsx'
import { Answer, dayOf } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patient.module.css'
import { EntryLine } from './portal-panel.tsx'

const scales = portalForms['symptom-log'].flatMap(({ id, kind }) => (kind === 'scale' ? [id] : []))

/** One scale over time, oldest first; where the patient left it open there is nothing. */
const pointsOf = (entries: readonly PortalEntry[], item: PortalItemId) =>
  entries
    .flatMap(({ responseId, at, answers }) => {
      const answer = answers.find(({ id }) => id === item)?.answer
      return typeof answer === 'number' ? [{ id: responseId, atMs: Date.parse(at), value: answer }] : []
    })
    .toReversed()

/** What the patient wrote on the portal, whole, with the course of each scale. Told by the patient: nothing of it was measured here. */
export function SymptomLog({ patientId, onClose }: { patientId: PatientId; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const entries = useQuery(useCutis().portal.entries.queryOptions({ input: { patientId } }))
  return (
    <SidePanel title={t('log')} onClose={onClose}>
      <Answer of={entries} rows={3}>
        {all => (
          <div className={styles.form}>
            <p className={styles.line}>{t('logSays')}</p>
            {scales.map(item => (
              <ScaleCourse key={item} item={item} entries={all} />
            ))}
            <ul className={styles.told}>
              {all.map(row => (
                <EntryLine key={row.responseId} row={row} />
              ))}
            </ul>
          </div>
        )}
      </Answer>
    </SidePanel>
  )
}

function ScaleCourse({ item, entries }: { item: PortalItemId; entries: readonly PortalEntry[] }) {
  const { t } = useTranslation('portal')
  const points = pointsOf(entries, item)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const name = t(`items.${item}`)
  const [from, to] = [dayOf(new Date(first.atMs)), dayOf(new Date(last.atMs))]
  const values = { name, count: points.length, from, to, first: first.value, last: last.value }
  return (
    <section aria-label={name}>
      <h3 className={styles.scale}>{name}</h3>
      <Course points={points} summary={t('scaleSummary', values)} />
    </section>
  )
}
