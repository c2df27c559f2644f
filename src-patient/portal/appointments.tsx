import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Appointment } from './clinic.ts'
import type { PartProps } from './home.tsx'
import { momentIn, Sending } from './sending.tsx'

const states = ['proposed', 'waitlist', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'] as const

/** Appointments and wishes for one, and a way to ask. */
export function Appointments({ rows, ...props }: PartProps & { rows: readonly Appointment[] }) {
  const { t } = useTranslation()
  const [moves, setMoves] = useState<string>()
  const sorted = rows.toSorted((a, b) => (b.start ?? '9999').localeCompare(a.start ?? '9999'))
  return (
    <>
      {rows.length === 0 && <p>{t('none')}</p>}
      <ul className="cards">
        {sorted.map(row => (
          <Card key={row.id} row={row} move={() => setMoves(row.id)} />
        ))}
      </ul>
      <h2>{t(moves === undefined ? 'ask' : 'askMove')}</h2>
      <Ask key={moves} {...props} moves={moves} asked={() => setMoves(undefined)} />
    </>
  )
}

function Card({ row, move }: { row: Appointment; move: () => void }) {
  const { t, i18n } = useTranslation()
  const state = states.find(one => one === row.status) ?? 'booked'
  const kind = row.kind === 'video' || row.kind === 'in-person' ? row.kind : 'other'
  return (
    <li>
      <strong>{momentIn(i18n.language, row.start) || t(`kinds.${kind}`)}</strong>
      {row.start && <p>{t(`kinds.${kind}`)}</p>}
      {row.whom && <p>{t('with', { whom: row.whom })}</p>}
      <p>{t(`status.${state}`)}</p>
      {row.words && <p>{row.words}</p>}
      {row.status === 'booked' && (
        <button type="button" onClick={move}>
          {t('askMove')}
        </button>
      )}
    </li>
  )
}

interface AskProps extends PartProps {
  readonly moves: string | undefined
  readonly asked: () => void
}

function Ask({ moves, asked, ...props }: AskProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<'in-person' | 'video'>('in-person')
  const [words, setWords] = useState('')
  const [days, setDays] = useState({ from: '', to: '' })
  const body = () => ({
    kind,
    words,
    ...(days.from && { from: days.from }),
    ...(days.to && { to: days.to }),
    ...(moves !== undefined && { moves }),
  })
  const done = () => {
    setWords('')
    asked()
  }
  return (
    <Sending {...props} path="appointments" label={t(moves === undefined ? 'ask' : 'askMove')} body={body} done={done}>
      {moves === undefined && (
        <label>
          {t('kind')}
          <select value={kind} onChange={({ target }) => setKind(target.value === 'video' ? 'video' : 'in-person')}>
            <option value="in-person">{t('kinds.in-person')}</option>
            <option value="video">{t('kinds.video')}</option>
          </select>
        </label>
      )}
      <label>
        {t(moves === undefined ? 'why' : 'whyMove')}
        <textarea required maxLength={500} rows={3} value={words} onChange={({ target }) => setWords(target.value)} />
      </label>
      <label>
        {t('from')}
        <input type="date" value={days.from} onChange={({ target }) => setDays({ ...days, from: target.value })} />
      </label>
      <label>
        {t('to')}
        <input
          type="date"
          min={days.from}
          value={days.to}
          onChange={({ target }) => setDays({ ...days, to: target.value })}
        />
      </label>
    </Sending>
  )
}
