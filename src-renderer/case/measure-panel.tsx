import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { CaseId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { MarkList } from '../marks/mark-list.tsx'
import { useMarkWords } from '../marks/mark-words.ts'
import { Panel } from '../ui/panel.tsx'
import { Answer, Failed } from '../ui/states.tsx'
import styles from './measure.module.css'
import { ScalePart } from './scale-part.tsx'
import type { Measuring } from './use-measuring.ts'

interface MeasurePanelProps {
  readonly measuring: Measuring
  readonly caseId: CaseId
  readonly shots: readonly Shot[]
}

/** What is measured on a picture, in the order of the list: what everything stands on first. */
const order = ['scale', 'outline', 'measurement']
const measured = new Set(order)
const inOrder = (marks: readonly Mark[]): readonly Mark[] =>
  marks
    .filter(({ body }) => measured.has(body.kind))
    .sort((a, b) => order.indexOf(a.body.kind) - order.indexOf(b.body.kind))

/** The picture's scale and what is measured on it. */
export function MeasurePanel({ measuring, caseId, shots }: MeasurePanelProps) {
  const { t } = useTranslation('marks')
  const { marks, chosen, setChosen, offWhy, error } = measuring
  const shown = inOrder(marks.marks)
  return (
    <Panel title={t('list')} note={shown.length}>
      {offWhy !== undefined && <p className={styles.muted}>{offWhy}</p>}
      {error !== null && <Failed error={error} />}
      <ScalePart measuring={measuring} />
      <Answer of={marks.query} rows={2}>
        {() => (
          <MarkList
            marks={shown}
            chosen={chosen}
            onChoose={setChosen}
            onRemove={offWhy === undefined ? marks.remove : undefined}
          />
        )}
      </Answer>
      <OnVoided caseId={caseId} shots={shots} />
    </Panel>
  )
}

/** What was measured on pictures that were taken out of the record since: said, and counted as nothing. */
function OnVoided({ caseId, shots }: { caseId: CaseId; shots: readonly Shot[] }) {
  const { t } = useTranslation('case')
  const words = useMarkWords()
  const voided = new Set(shots.filter(({ state }) => state === 'voided').map(({ blobId }) => blobId))
  const all = useQuery({ ...useCutis().review.marks.queryOptions({ input: { caseId } }), enabled: voided.size > 0 })
  const theirs = (all.data ?? []).filter(({ blobId, body }) => blobId && voided.has(blobId) && measured.has(body.kind))
  if (theirs.length === 0) return undefined
  return (
    <>
      <p className={styles.muted}>{t('onVoided', { count: theirs.length })}</p>
      <ul className={styles.muted}>
        {theirs.map(mark => (
          <li key={mark.markId}>{words.name(mark)}</li>
        ))}
      </ul>
    </>
  )
}
