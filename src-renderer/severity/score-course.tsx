import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inputs, Instrument } from '../../src-shared/clinical/severity/instrument.ts'
import { outcomeOf } from '../../src-shared/clinical/severity/instrument.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Course } from '../ui/course.tsx'
import { dayOf, Empty, Failed, Panel, stampText, tell } from '../ui/index.ts'
import { Unsynced } from '../ui/unsynced.tsx'
import { changeText, pointsOf, type Scored } from './course.ts'
import styles from './severity.module.css'

interface ScoreCourseProps {
  readonly instrument: Instrument
  /** Oldest first. */
  readonly scores: readonly Scored[]
  /** Takes the inputs of an earlier score into the form. */
  readonly onUse: (inputs: Inputs) => void
}

/** The course of an instrument: a drawing, and every score with what changed. */
export function ScoreCourse({ instrument, scores, onUse }: ScoreCourseProps) {
  const { t } = useTranslation('severity')
  const { name } = instrument
  const [first, last] = [scores[0], scores.at(-1)]
  if (!first || !last)
    return (
      <Panel title={t('course')}>
        <Empty title={t('none', { name })} hint={t('noneHint')} />
      </Panel>
    )
  const summary = t('summary', {
    name,
    count: scores.length,
    first: dayOf(new Date(first.mark.at)),
    last: dayOf(new Date(last.mark.at)),
    total: last.body.total ?? last.body.band ?? '',
  })
  return (
    <Panel title={t('course')} note={scores.length}>
      {scores.some(({ total }) => total !== undefined) && <Course points={pointsOf(scores)} summary={summary} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            <th scope="col">{t('score')}</th>
            <th scope="col">{t('sincePrevious')}</th>
            <th scope="col">{t('sinceFirst')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('takeOut')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {scores
            .map((score, at) => (
              <Row
                key={score.mark.markId}
                score={score}
                previous={scores[at - 1]}
                first={at > 0 ? first : undefined}
                instrument={instrument}
                onUse={onUse}
              />
            ))
            .toReversed()}
        </tbody>
      </table>
    </Panel>
  )
}

interface RowProps {
  readonly score: Scored
  readonly previous: Scored | undefined
  readonly first: Scored | undefined
  readonly instrument: Instrument
  readonly onUse: (inputs: Inputs) => void
}

const numbersOf = ({ body }: Scored): Inputs =>
  Object.fromEntries(
    Object.entries(body.inputs).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )

/** The band in words, worked out again from what was entered. */
const bandOf = (instrument: Instrument, score: Scored): string | undefined => {
  const outcome = outcomeOf(instrument, numbersOf(score))
  return outcome.kind === 'score' ? outcome.band?.label : score.body.band
}

function Row({ score, previous, first, instrument, onUse }: RowProps) {
  const { t } = useTranslation('severity')
  const { role } = useMe()
  const [asking, setAsking] = useState(false)
  const { mark, body } = score
  return (
    <>
      <tr>
        <td>
          {stampText(mark.at)}
          <span className={styles.fine}>{mark.by}</span>
          {body.note && <span className={styles.fine}>{body.note}</span>}
        </td>
        <td>
          <strong className="figures">{body.total ?? body.band}</strong> {mark.unsynced && <Unsynced />}
          <span className={styles.fine}>{body.total !== undefined && bandOf(instrument, score)}</span>
        </td>
        <td className="figures">{changeText(previous, score) ?? '–'}</td>
        <td className="figures">{changeText(first, score) ?? '–'}</td>
        <td className={styles.tools}>
          {may(role, 'mark.write') && (
            <>
              <Tooltip label={t('use')}>
                <ActionIcon variant="subtle" aria-label={t('use')} onClick={() => onUse(numbersOf(score))}>
                  <IconCopy size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('takeOut')}>
                <ActionIcon variant="subtle" aria-label={t('takeOut')} onClick={() => setAsking(!asking)}>
                  <IconTrash size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          )}
        </td>
      </tr>
      {asking && <TakeOut markId={mark.markId} onClose={() => setAsking(false)} />}
    </>
  )
}

function TakeOut({ markId, onClose }: { markId: string; onClose: () => void }) {
  const { t } = useTranslation('severity')
  const [reason, setReason] = useState('')
  const gone = useMutation(
    useCutis().review.voidMark.mutationOptions({
      onSuccess: () => {
        tell(t('tookOut'))
        onClose()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim().length >= 3) gone.mutate({ markId, reason: reason.trim() })
  }
  return (
    <tr>
      <td colSpan={5}>
        <form className={styles.takeOut} onSubmit={submit}>
          <TextInput
            className={styles.grow}
            label={t('takeOutWhy')}
            description={t('reasonTooShort')}
            value={reason}
            maxLength={300}
            data-autofocus
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={reason.trim().length < 3} loading={gone.isPending}>
            {t('takeOut')}
          </Button>
        </form>
        {gone.error && <Failed error={gone.error} />}
      </td>
    </tr>
  )
}
