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
import { fulfilled, type Wish, wishAfter } from './wish.ts'

const limit = 100

/** Names in any order, a birth date, a record number: one field, one table. */
export function Search({ place }: { place: PlaceOf<'patients'> }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 120)
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  const found = useFound(asked)
  useEffect(() => {
    if ((place.task ?? 'search') === 'search') field.current?.select()
  }, [place])
  const open = ({ patientId }: PatientRow) => goTo({ at: 'patient', patientId })
  const rows = found.data
  // While a query is on its way the rows of the one before stay on the screen: no key acts on those.
  const ready = asked === text.trim() && found.isSuccess && !found.isPlaceholderData
  const wishes = useWishes(text.trim(), ready, {
    focus: () => results.current?.querySelector<HTMLElement>('tbody tr')?.focus(),
    open: () => rows?.[0] && open(rows[0]),
  })
  const keys = (event: KeyboardEvent) =>
    takeKey(event, {
      ArrowDown: () => wishes.press('down'),
      Enter: () => wishes.press('enter'),
      // First the text goes, then the field is left; only then does Esc go back.
      Escape: () => {
        if (text === '') field.current?.blur()
        setText('')
      },
    })
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
          onBlur={wishes.forget}
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

/** Who fits the query; the rows of the query before until the answer comes. */
function useFound(text: string) {
  const { records } = useCutis()
  return useQuery({
    ...records.findPatients.queryOptions({ input: { text, limit } }),
    placeholderData: keepPreviousData,
  })
}

/** Keys of a typist who is faster than the answer: done at once where the results are there, else when they come. */
function useWishes(text: string, ready: boolean, acts: Readonly<Record<'focus' | 'open', () => void>>) {
  const wish = useRef<Wish>(undefined)
  const fulfil = () => {
    const act = ready ? fulfilled(wish.current, text) : undefined
    if (act === undefined) return
    wish.current = undefined
    acts[act]()
  }
  useEffect(fulfil)
  return {
    press: (key: 'down' | 'enter') => {
      wish.current = wishAfter(wish.current, key, text)
      fulfil()
    },
    forget: () => {
      wish.current = undefined
    },
  }
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
