import { ActionIcon } from '@mantine/core'
import { IconHistory, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mark } from '../../src-shared/contract/review.ts'
import { useCutis } from '../link/index.ts'
import { Answer, Empty } from '../ui/states.tsx'
import { stampText } from '../ui/when.ts'
import styles from './mark-list.module.css'
import { useMarkWords } from './mark-words.ts'

interface MarkListProps {
  readonly marks: readonly Mark[]
  readonly chosen: string | undefined
  readonly onChoose: (markId: string | undefined) => void
  /** Absent where this person may not write marks. */
  readonly onRemove?: ((mark: Mark) => void) | undefined
}

/** The marks of a picture in words, each with its history; choosing one shows its handles on the picture. */
export function MarkList({ marks, chosen, onChoose, onRemove }: MarkListProps) {
  const { t } = useTranslation('marks')
  const [told, setTold] = useState<string>()
  if (marks.length === 0) return <Empty title={t('nothing')} hint={t('nothingHint')} />
  return (
    <ul className={styles.list} aria-label={t('list')}>
      {marks.map(mark => (
        <Row
          key={mark.rootId}
          mark={mark}
          chosen={mark.markId === chosen}
          onChoose={() => onChoose(mark.markId === chosen ? undefined : mark.markId)}
          told={told === mark.rootId}
          onTell={() => setTold(told === mark.rootId ? undefined : mark.rootId)}
          onRemove={onRemove}
        />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly mark: Mark
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly told: boolean
  readonly onTell: () => void
  readonly onRemove: ((mark: Mark) => void) | undefined
}

function Row({ mark, chosen, onChoose, told, onTell, onRemove }: RowProps) {
  const { t } = useTranslation('marks')
  const words = useMarkWords()
  const name = words.name(mark)
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <button type="button" className={styles.name} aria-pressed={chosen} onClick={onChoose}>
          <span>{words.kind(mark)}</span>
          <span className={styles.value}>{words.label(mark)}</span>
        </button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('history', { name })}
          aria-expanded={told}
          onClick={onTell}
        >
          <IconHistory size={16} stroke={1.75} />
        </ActionIcon>
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('remove', { name })} onClick={() => onRemove(mark)}>
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        )}
      </div>
      {chosen && <Figures mark={mark} />}
      {chosen && mark.body.kind === 'outline' && <p className={styles.hint}>{t('nodes')}</p>}
      {told && <History mark={mark} />}
    </li>
  )
}

/** Each figure of a mark by its own name. */
function Figures({ mark: { body } }: { mark: Mark }) {
  const { t } = useTranslation('marks')
  const words = useMarkWords()
  if (body.kind !== 'measurement' && body.kind !== 'outline') return undefined
  return (
    <dl className={styles.figures}>
      {Object.entries(body.figures).map(([name, figure]) => (
        <div key={name}>
          <dt>{t(`figure.${name as 'length'}`, { defaultValue: name })}</dt>
          <dd>{name === 'placing' ? `${figure.value.toFixed(1)} px` : words.figure(figure)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Who drew it and who changed it, newest first; earlier versions keep their value. */
function History({ mark }: { mark: Mark }) {
  const { t } = useTranslation('marks')
  const words = useMarkWords()
  const { blobId, rootId } = mark
  const all = useQuery({
    ...useCutis().review.marks.queryOptions({ input: { blobId: blobId ?? ('' as never), history: true } }),
    enabled: blobId !== undefined,
  })
  const stateOf = ({ state, reason = '' }: Mark) =>
    state === 'voided' ? t('historyVoided', { reason }) : t(state === 'current' ? 'historyNow' : 'historyBefore')
  return (
    <Answer of={all} rows={1}>
      {versions => (
        <ol className={styles.history} aria-label={t('history', { name: words.name(mark) })}>
          {versions
            .filter(one => one.rootId === rootId)
            .toReversed()
            .map(one => (
              <li key={one.markId}>
                <span>{t('byAt', { by: one.by, at: stampText(one.at) })}</span>
                <span>{words.label(one)}</span>
                <span>{stateOf(one)}</span>
              </li>
            ))}
        </ol>
      )}
    </Answer>
  )
}
