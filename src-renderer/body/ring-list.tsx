import { Button, Loader, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { poseSiteOf } from '../../src-shared/clinical/body-poses.ts'
import type { Lesion, PatientView } from '../../src-shared/contract/records.ts'
import type { Differences } from '../../src-shared/contract/review.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Failed, tell } from '../ui/index.ts'
import styles from './body.module.css'
import type { Pair } from './pose-review.tsx'
import type { Ring, Sought } from './use-rings.ts'

interface RingListProps {
  readonly sought: Sought
  readonly pair: Pair
  readonly record: PatientView
}

/** What was found, why nothing could be, and for each place the clinician's decision. */
export function RingList({ sought, pair, record }: RingListProps) {
  const { t } = useTranslation('body')
  const { answer, rings, chosen, choose } = sought
  if (answer.error) return <Failed error={answer.error} again={() => void answer.refetch()} />
  if (!answer.data)
    return (
      <output className={styles.line}>
        <Loader size="xs" /> {t('seeking')}
      </output>
    )
  return (
    <>
      <Said found={answer.data} />
      <ol className={styles.ringList}>
        {rings.map((ring, index) => (
          <li key={`${ring.centre[0]} ${ring.centre[1]}`} data-chosen={index === chosen || undefined}>
            <button type="button" className={styles.ringName} onClick={() => choose(index)}>
              {t('ring', { number: index + 1, of: rings.length })}
            </button>
            <Decision ring={ring} pair={pair} record={record} />
          </li>
        ))}
      </ol>
    </>
  )
}

type Reason = 'blank'
const isReason = (text: string): text is Reason => text.length > 0

function Said({ found }: { found: Differences }) {
  const { t } = useTranslation('body')
  if (found.verdict === 'refused') {
    const reasons = found.reasons.map(reason => (isReason(reason) ? t(`reasons.${reason}`) : reason)).join(', ')
    return <p className={styles.line}>{t('refused', { reasons })}</p>
  }
  return (
    <>
      <p className={styles.line}>{t('found', { count: found.candidates.length })}</p>
      <p className={styles.soft}>
        {t('laid', { residual: found.residualPx?.toFixed(1) ?? '?', inliers: found.inliers })}
      </p>
      <p className={styles.soft}>{t('ringSays')}</p>
    </>
  )
}

interface DecisionProps {
  readonly ring: Ring
  readonly pair: Pair
  readonly record: PatientView
}

function Decision({ ring, pair, record }: DecisionProps) {
  const { t } = useTranslation('body')
  const { role } = useMe()
  const decide = useDecide({ ring, pair, record })
  const { lesions } = record
  if (ring.decided?.body.kind === 'ring') {
    const { decision, lesionId } = ring.decided.body
    const lesion = lesions.find(one => one.lesionId === lesionId)
    return (
      <span className={styles.soft}>
        {t(decision)} {lesion?.label} · {ring.decided.by}
      </span>
    )
  }
  if (!may(role, 'mark.write')) return <span className={styles.soft}>{t('notYours')}</span>
  return (
    <span className={styles.acts}>
      <Menu>
        <Menu.Target>
          <Button size="xs" variant="default" loading={decide.isPending}>
            {t('keep')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={decide.asNew}>{t('newLesion')}</Menu.Item>
          {lesions.length > 0 && <Menu.Label>{t('known')}</Menu.Label>}
          {lesions.map(lesion => (
            <Menu.Item key={lesion.lesionId} onClick={() => decide.as(lesion)}>
              {lesion.label}, {lesion.siteName}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="xs" variant="subtle" onClick={decide.reject}>
        {t('reject')}
      </Button>
      {decide.error !== null && <Failed error={decide.error} />}
    </span>
  )
}

/** Keeping a place names the lesion it is: one that is known, or a new one with the next number of the patient's list. */
function useDecide({ ring, pair, record }: DecisionProps) {
  const { t } = useTranslation('body')
  const cutis = useCutis()
  const put = useMutation(cutis.review.put.mutationOptions())
  const add = useMutation(cutis.records.addLesion.mutationOptions())
  const { patientId } = record.patient
  const keep = (decision: 'accepted' | 'rejected', lesion?: Lesion) =>
    put.mutate({
      markId: crypto.randomUUID(),
      patientId,
      blobId: pair.now.blobId,
      ...(lesion && { lesionId: lesion.lesionId }),
      body: {
        kind: 'ring',
        priorBlobId: pair.before.blobId,
        centre: [ring.centre[0], ring.centre[1]],
        radiusPx: ring.radiusPx,
        decision,
        ...(lesion && { lesionId: lesion.lesionId }),
      },
    })
  const asNew = () => {
    const site = poseSiteOf(pair.now.view)
    const label = t('lesionLabel', { number: record.lesions.length + 1 })
    if (!site || add.isPending) return
    add.mutate(
      { patientId, label, ...site },
      {
        onSuccess: lesion => {
          tell(t('marked', { label }))
          keep('accepted', lesion)
        },
      },
    )
  }
  return {
    isPending: put.isPending || add.isPending,
    error: put.error ?? add.error,
    as: (lesion: Lesion) => keep('accepted', lesion),
    asNew,
    reject: () => keep('rejected'),
  }
}
