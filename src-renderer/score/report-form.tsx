import { Checkbox, SegmentedControl, Textarea } from '@mantine/core'
import { IconSignature } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import {
  missingItemsOf,
  type ReportItem,
  reportItems,
  reportVersion,
} from '../../src-shared/clinical/dermoscopy/report.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { PatientView } from '../../src-shared/contract/records.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { may } from '../../src-shared/policy.ts'
import { useClient, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type Action, Screen, tell, useActions } from '../ui/index.ts'
import { Failed } from '../ui/states.tsx'
import { stampText } from '../ui/when.ts'
import { RegionThumbs } from './region-thumbs.tsx'
import styles from './report.module.css'
import { type ReportHand, useReportDraft } from './report-drafts.ts'
import { itemsOf } from './report-lines.ts'
import { ReportSide } from './report-side.tsx'
import { type KeptScore, scoresOf } from './scores.ts'
import { useRecordLines, viewLabel } from './use-record-lines.ts'

export interface ReportGiven {
  readonly shot: Shot
  readonly shots: readonly Shot[]
  readonly marks: readonly Mark[]
  readonly view: PatientView
}

/** Pictures that may belong to the report: of the same lesion, or of the same visit where there is none. */
const candidatesOf = ({ shot, shots }: ReportGiven): readonly Shot[] =>
  shots.filter(
    one =>
      one.state === 'kept' &&
      (shot.lesionId === undefined ? one.caseId === shot.caseId : one.lesionId === shot.lesionId),
  )

/** Proposed: this picture, and the others of its lesion from the same visit. */
const proposedOf = (candidates: readonly Shot[], shot: Shot): readonly Shot[] =>
  candidates.filter(one => one.caseId === shot.caseId)

/** What the report consists of now, and its signing. */
function useReport(given: ReportGiven, onSigned: (markId: string) => void) {
  const { t } = useTranslation('dermoscopyReport')
  const { userId, role } = useMe()
  const { review } = useClient()
  const linesOf = useRecordLines()
  const { shot, marks, view } = given
  const hand = useReportDraft(`${userId} ${shot.blobId}`)
  const { own, terminology, images: picked } = hand.draft
  const score: KeptScore | undefined = scoresOf(marks, shot).findLast(({ mark }) => mark.blobId === shot.blobId)
  const candidates = candidatesOf(given)
  const images = picked ? candidates.filter(one => picked.includes(one.blobId)) : proposedOf(candidates, shot)
  const record = linesOf({ view, shot, images, score, terminology })
  const items = itemsOf(record, own)
  const imageIds = images.map(one => one.blobId)
  const missing = missingItemsOf({ items, images: imageIds })
  const sign = useMutation({
    mutationFn: () =>
      review.sign({
        markId: crypto.randomUUID(),
        patientId: shot.patientId,
        caseId: shot.caseId,
        blobId: shot.blobId,
        ...(shot.lesionId && { lesionId: shot.lesionId }),
        body: {
          kind: 'report',
          version: reportVersion,
          terminology,
          items: Object.fromEntries(Object.entries(items).filter(([, words]) => words !== '')),
          images: imageIds,
          ...(score && { scoreMarkId: score.mark.markId }),
        },
      }),
    onSuccess: ({ markId }) => {
      hand.clear()
      tell(t('signed'))
      onSigned(markId)
    },
  })
  const offWhy = !may(role, 'report.sign')
    ? t('readOnly')
    : shot.state !== 'kept'
      ? t('voidedPicture')
      : missing.length > 0
        ? t('signMissing', { count: missing.length })
        : undefined
  return { hand, score, candidates, images, record, missing, sign, offWhy }
}

/** The form: what the record says, and room for the clinician's own words, item by item. */
export function ReportForm({ onOpen, ...given }: ReportGiven & { onOpen: (markId: string) => void }) {
  const { t } = useTranslation('dermoscopyReport')
  const { t: scoreWord } = useTranslation('score')
  const report = useReport(given, onOpen)
  const { hand, missing, sign, offWhy } = report
  const action: Action = {
    id: 'report.sign',
    label: t('sign'),
    icon: IconSignature,
    shortcut: 'mod+enter',
    perform: () => sign.mutate(),
    disabledWhy: offWhy,
    group: t('group'),
  }
  useActions([action])
  return (
    <Screen
      title={t('title')}
      note={`${given.shot.siteName} · ${stampText(given.shot.takenAt)}`}
      tools={
        <>
          <SegmentedControl
            size="xs"
            aria-label={scoreWord('terminology')}
            value={hand.draft.terminology}
            onChange={value => hand.change({ terminology: value as Terminology })}
            data={(['metaphoric', 'descriptive', 'both'] as const).map(value => ({ value, label: scoreWord(value) }))}
          />
          <ActionButton action={action} variant="filled" busy={sign.isPending} />
        </>
      }
    >
      {sign.error && <Failed error={sign.error} />}
      <div className={styles.desk}>
        <div className={styles.form}>
          {reportItems.map(item => (
            <Item
              key={item.id}
              item={item}
              report={report}
              given={given}
              isMissing={missing.some(({ id }) => id === item.id)}
            />
          ))}
        </div>
        <ReportSide given={given} missing={missing} score={report.score} onOpen={onOpen} />
      </div>
    </Screen>
  )
}

interface ItemProps {
  readonly item: ReportItem
  readonly report: ReturnType<typeof useReport>
  readonly given: ReportGiven
  readonly isMissing: boolean
}

function Item({ item, report, given, isMissing }: ItemProps) {
  const { t } = useTranslation('dermoscopyReport')
  const { hand, record, score } = report
  const { id, number, label, hint, need } = item
  return (
    <section className={styles.item} aria-label={`${number} ${label}`} data-missing={isMissing || undefined}>
      <h2>
        {number} {label} <span className={styles.soft}>{t(need)}</span>
      </h2>
      <p className={styles.soft}>{hint}</p>
      {record[id] && (
        <p className={styles.record}>
          <span className="visually-hidden">{t('fromRecord')}: </span>
          {record[id]}
        </p>
      )}
      {id === 'algorithm' && score && (
        <RegionThumbs shot={given.shot} ticks={score.body.ticks} terminology={hand.draft.terminology} />
      )}
      {id === 'images' && <Pictures report={report} />}
      {id === 'two-step' ? (
        <TwoStep hand={hand} label={label} />
      ) : (
        <Textarea
          aria-label={`${label}: ${t('own')}`}
          placeholder={t('own')}
          autosize
          minRows={1}
          maxLength={3000}
          value={hand.draft.own[id] ?? ''}
          onChange={event => hand.say(id, event.currentTarget.value)}
        />
      )}
    </section>
  )
}

const steps = ['melanocytic', 'other', 'open'] as const

/** The first step is the clinician's choice among three; nothing is chosen beforehand. */
function TwoStep({ hand, label }: { hand: ReportHand; label: string }) {
  const { t } = useTranslation('dermoscopyReport')
  return (
    <fieldset className={styles.choices} aria-label={label}>
      {steps.map(step => (
        <button
          key={step}
          type="button"
          className={styles.choice}
          aria-pressed={hand.draft.own['two-step'] === t(`twoStep.${step}`)}
          onClick={() => hand.say('two-step', t(`twoStep.${step}`))}
        >
          {t(`twoStep.${step}`)}
        </button>
      ))}
    </fieldset>
  )
}

function Pictures({ report: { candidates, images, hand } }: { report: ReturnType<typeof useReport> }) {
  const { t } = useTranslation('dermoscopyReport')
  const chosen = images.map(({ blobId }) => blobId)
  return (
    <fieldset className={styles.pictures} aria-label={t('choose')}>
      {candidates.map(({ blobId, view, takenAt }) => (
        <Checkbox
          key={blobId}
          size="xs"
          label={t('pictureIs', { view: viewLabel(view), at: stampText(takenAt) })}
          checked={chosen.includes(blobId)}
          onChange={event => {
            const others = chosen.filter(one => one !== blobId)
            hand.change({ images: event.currentTarget.checked ? [...others, blobId] : others })
          }}
        />
      ))}
    </fieldset>
  )
}
