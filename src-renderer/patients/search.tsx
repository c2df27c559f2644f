import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { useCutis } from '../link/index.ts'
import {
  type Column,
  DataTable,
  dayOf,
  Empty,
  nameOf,
  Panel,
  Photo,
  type PlaceOf,
  useBirthText,
  useGoTo,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { Unsynced } from '../ui/unsynced.tsx'
import styles from './patients.module.css'

const limit = 100

/** Names in any order, a birth date, a record number: one field, one table. */
export function Search({ place }: { place: PlaceOf<'patients'> }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 120)
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const found = useQuery({
    ...useCutis().records.findPatients.queryOptions({ input: { text: asked, limit } }),
    placeholderData: keepPreviousData,
  })
  useEffect(() => {
    if (place.task === 'search' || place.task === undefined) field.current?.select()
  }, [place])
  const open = ({ patientId }: PatientRow) => goTo({ at: 'patient', patientId })
  const keys = (event: KeyboardEvent) =>
    takeKey(event, {
      ArrowDown: () => results.current?.querySelector<HTMLElement>('tbody tr')?.focus(),
      Enter: () => {
        const first = asked === text.trim() ? found.data?.[0] : undefined
        if (first) open(first)
      },
      // First the text goes, then the field is left; only then does Esc go back.
      Escape: () => {
        if (text === '') field.current?.blur()
        setText('')
      },
    })
  const rows = found.data
  return (
    <Panel
      title={asked === '' ? t('patients.recent') : t('patients.found')}
      note={rows?.length === limit ? t('patients.first', { count: limit }) : rows?.length}
      tools={
        <TextInput
          ref={field}
          className={styles.search}
          aria-label={t('go.search')}
          placeholder={t('patients.placeholder')}
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={keys}
        />
      }
      fill
      flush
    >
      <div ref={results}>
        <Answer of={found} rows={12}>
          {patients => <Found patients={patients} asked={asked} onOpen={open} />}
        </Answer>
      </div>
    </Panel>
  )
}

/** Performs what a field does with this key itself. */
function takeKey(event: KeyboardEvent, acts: Readonly<Record<string, () => void>>): void {
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

interface FoundProps {
  readonly patients: readonly PatientRow[]
  readonly asked: string
  readonly onOpen: (patient: PatientRow) => void
}

function Found({ patients, asked, onOpen }: FoundProps) {
  const { t } = useTranslation()
  const columns = useColumns()
  if (patients.length > 0)
    return (
      <DataTable
        label={t('go.patients')}
        rows={patients}
        columns={columns}
        rowKey={row => row.patientId}
        onOpen={onOpen}
      />
    )
  return asked === '' ? (
    <Empty icon={IconUsers} title={t('patients.none')} hint={t('patients.noneHint')} />
  ) : (
    <Empty icon={IconSearch} title={t('patients.notFound', { text: asked })} hint={t('patients.notFoundHint')} />
  )
}

function useColumns(): Column<PatientRow>[] {
  const { t } = useTranslation()
  const birthText = useBirthText()
  return [
    {
      key: 'photo',
      head: t('patients.photo'),
      headHidden: true,
      width: '48px',
      cell: row => <Photo blobId={row.photo} sizePx={24} />,
    },
    {
      key: 'name',
      head: t('patients.name'),
      width: '28%',
      cell: row => <strong className={styles.name}>{nameOf(row)}</strong>,
    },
    { key: 'birth', head: t('patients.birth'), width: '176px', figures: true, cell: row => birthText(row.birthDate) },
    { key: 'sex', head: t('patients.sex'), width: '112px', minor: true, cell: row => t(`person.sex.${row.sex}`) },
    { key: 'mrn', head: t('person.mrn'), width: '140px', figures: true, cell: row => row.mrn ?? '' },
    {
      key: 'seen',
      head: t('patients.seen'),
      width: '128px',
      figures: true,
      cell: row => row.lastSeenAt && dayOf(row.lastSeenAt),
    },
    { key: 'state', head: t('today.state'), headHidden: true, cell: row => row.unsynced && <Unsynced /> },
  ]
}
