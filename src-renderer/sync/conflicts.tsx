import { Radio } from '@mantine/core'
import { IconCheck, IconGitMerge } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../src-shared/contract/sync.ts'
import { useCutis } from '../link/index.ts'
import { type Action, ActionButton, Empty, Failed, Panel, tell } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './sync.module.css'
import { fieldWords, readable } from './value.ts'

type Side = 'mine' | 'theirs'

/** Records that changed here and at the clinic: every field that both changed is decided by a person. */
export function Conflicts() {
  const { t } = useTranslation()
  const conflicts = useQuery(useCutis().sync.conflicts.queryOptions())
  return (
    <Answer of={conflicts}>
      {all =>
        all.length === 0 ? (
          <Empty icon={IconGitMerge} title={t('sync.noConflicts')} hint={t('sync.noConflictsHint')} />
        ) : (
          all.map(conflict => <OneConflict key={conflict.seq} conflict={conflict} />)
        )
      }
    </Answer>
  )
}

function OneConflict({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation()
  const [take, setTake] = useState<Readonly<Record<string, Side>>>({})
  const resolve = useMutation(
    useCutis().sync.resolve.mutationOptions({ onSuccess: () => tell(t('sync.settled', { type: conflict.type })) }),
  )
  const open = conflict.fields.filter(({ field }) => take[field] === undefined).length
  const settle: Action = {
    id: `sync.settle.${conflict.seq}`,
    label: t('sync.settle'),
    icon: IconCheck,
    perform: () => resolve.mutate({ seq: conflict.seq, take }),
    disabledWhy: open > 0 ? t('sync.undecided', { count: open }) : undefined,
  }
  const all = (side: Side): Action => ({
    id: `sync.all.${side}`,
    label: t(`sync.all.${side}`),
    perform: () => setTake(Object.fromEntries(conflict.fields.map(({ field }) => [field, side]))),
  })
  return (
    <Panel
      title={`${conflict.patientName ?? t('sync.noPatient')} · ${conflict.type}`}
      tools={
        <>
          <ActionButton action={all('mine')} />
          <ActionButton action={all('theirs')} />
          <ActionButton action={settle} variant="filled" busy={resolve.isPending} />
        </>
      }
      flush
    >
      {resolve.error && <Failed error={resolve.error} />}
      <table className={styles.fields}>
        <thead>
          <tr>
            {(['field', 'base', 'mine', 'theirs'] as const).map(head => (
              <th key={head} scope="col">
                {t(`sync.columns.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {conflict.fields.map(field => (
            <FieldRow
              key={field.field}
              field={field}
              name={`${conflict.seq}-${field.field}`}
              taken={take[field.field]}
              onTake={side => setTake({ ...take, [field.field]: side })}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

interface FieldRowProps {
  readonly field: Conflict['fields'][number]
  readonly name: string
  readonly taken: Side | undefined
  readonly onTake: (side: Side) => void
}

function FieldRow({ field, name, taken, onTake }: FieldRowProps) {
  const sides: readonly Side[] = ['mine', 'theirs']
  return (
    <tr>
      <th scope="row">{fieldWords(field.field)}</th>
      <td>
        <Value json={field.base} />
      </td>
      {sides.map(side => (
        <td key={side} data-taken={taken === side || undefined}>
          <Radio
            name={name}
            size="xs"
            checked={taken === side}
            onChange={() => onTake(side)}
            label={<Value json={field[side]} />}
          />
        </td>
      ))}
    </tr>
  )
}

function Value({ json }: { json: string | undefined }) {
  const { t } = useTranslation()
  const lines = readable(json)
  if (lines === undefined) return <span className={styles.soft}>{t('sync.absent')}</span>
  return lines.map(line => (
    <span key={line} className={styles.valueLine}>
      {line}
    </span>
  ))
}
