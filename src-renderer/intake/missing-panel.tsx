import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Consult, MissingPart } from '../../src-shared/contract/consults.ts'
import { FiredRules } from '../ui/fired-rules.tsx'
import { Panel } from '../ui/panel.tsx'
import { SmallPicture } from '../ui/small-picture.tsx'
import { TriageClassChip } from '../ui/triage-class.tsx'
import styles from './intake.module.css'
import type { IntakeDraft } from './use-intake-draft.ts'

interface MissingProps {
  readonly consult: Consult
  readonly draft: IntakeDraft
}

const viewsOf = (presentation: string) =>
  Object.hasOwn(checklists, presentation) ? checklists[presentation as keyof typeof checklists].views : []

const keyOf = ({ part, code, lesion, blobId }: MissingPart): string => [part, code, lesion, blobId].join('/')

/** What is still missing, one by one, and what the rules say so far. */
export function MissingPanel({ consult, draft }: MissingProps) {
  const { t } = useTranslation('intake')
  const { missing, triage, retake, images } = consult
  const words = useMissingWords(consult.presentation)
  const { t: view } = useTranslation('intake')
  const isEmergency = triage?.class === 'E0'
  return (
    <div className={styles.side}>
      {isEmergency && (
        <p className={styles.emergency} role="alert">
          {t('emergency')}
        </p>
      )}
      {retake && consult.state === 'retake' && (
        <p className={styles.asked}>
          {view('retakeAsked', {
            by: retake.by,
            views: retake.views
              .map(({ viewId }) => viewsOf(consult.presentation).find(({ id }) => id === viewId)?.label ?? viewId)
              .join(', '),
          })}
          {retake.note && ` ${retake.note}`}
        </p>
      )}
      <Panel title={missing.length > 0 ? t('missing') : t('complete')} note={missing.length || undefined}>
        {missing.length === 0 && <p>{t('completeSays')}</p>}
        <ul className={styles.missing}>
          {missing.map(part => (
            <li key={keyOf(part)}>{words(part)}</li>
          ))}
        </ul>
      </Panel>
      <Affected consult={consult} draft={draft} />
      <div className={styles.pictures}>
        {images.map(blobId => (
          <SmallPicture key={blobId} blobId={blobId} className={styles.picture} onNone={() => {}} />
        ))}
      </div>
      {triage && (
        <Panel title={t('triage')} note={<TriageClassChip kind={triage.class} />}>
          <FiredRules triage={triage} />
        </Panel>
      )}
    </div>
  )
}

/** Views that are taken only where the place is affected: asked yes or no. */
function Affected({ consult, draft }: MissingProps) {
  const { t } = useTranslation('intake')
  const asked = viewsOf(consult.presentation).filter(({ need }) => need === 'if-affected')
  const { affected, unaffected } = draft.content
  if (asked.length === 0) return undefined
  const set = (id: string, yes: boolean) => {
    const others = (list: readonly string[]) => list.filter(one => one !== id)
    draft.set({
      affected: yes ? [...others(affected), id] : others(affected),
      unaffected: yes ? others(unaffected) : [...others(unaffected), id],
    })
  }
  return (
    <Panel title={t('affectedViews')}>
      {asked.map(({ id, label }) => (
        <div key={id} className={styles.item}>
          <span>{label}</span>
          <SegmentedControl
            aria-label={label}
            value={affected.includes(id) ? 'yes' : unaffected.includes(id) ? 'no' : ''}
            onChange={chosen => set(id, chosen === 'yes')}
            data={[
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ]}
          />
        </div>
      ))}
    </Panel>
  )
}

/** One missing thing in words. */
function useMissingWords(presentation: string) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const views = viewsOf(presentation)
  return ({ part, code, lesion }: MissingPart): string => {
    const view = views.find(({ id }) => id === code)?.label ?? code
    if (part === 'view') return lesion === undefined ? t('view', { view }) : t('viewOf', { view, lesion })
    if (part === 'answer') return t('answer', { view })
    if (part === 'pin') return t('pin', { lesion: lesion ?? '' })
    if (part === 'consent') return t('consentMissing')
    if (part === 'picture') return codes(`picture.${code}` as 'picture.retake')
    return codes(`item.${code}` as 'item.itch')
  }
}
