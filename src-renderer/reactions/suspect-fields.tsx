import { Autocomplete, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { codesFor, suggest } from '../../src-shared/clinical/prescribing/substances.ts'
import type { ReactionSuspect } from '../../src-shared/contract/reactions.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import styles from './reactions.module.css'

interface SuspectsProps {
  readonly suspects: readonly ReactionSuspect[]
  /** Medicines of the chart: offered before those of the catalogue. */
  readonly known: readonly string[]
  readonly onSuspects: (suspects: readonly ReactionSuspect[]) => void
}

/** One medicine under suspicion, or two. */
export function Suspects({ suspects, known, onSuspects }: SuspectsProps) {
  const { t } = useTranslation('reactions')
  const set = (at: number, part: Partial<ReactionSuspect>) =>
    onSuspects(suspects.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <section className={styles.part} aria-label={t('suspects')}>
      <h3>{t('suspects')}</h3>
      {suspects.map((suspect, at) => (
        <fieldset key={at === 0 ? 'first' : 'second'} className={styles.suspect}>
          <legend>{t('suspect', { number: at + 1 })}</legend>
          <SuspectFields suspect={suspect} known={known} isFirst={at === 0} onSuspect={part => set(at, part)} />
        </fieldset>
      ))}
      <div>
        {suspects.length < 2 ? (
          <Button variant="subtle" leftSection={<IconPlus size={16} />} onClick={() => onSuspects([...suspects, {}])}>
            {t('second')}
          </Button>
        ) : (
          <Button variant="subtle" leftSection={<IconX size={16} />} onClick={() => onSuspects(suspects.slice(0, 1))}>
            {t('secondAway')}
          </Button>
        )}
      </div>
    </section>
  )
}

interface SuspectProps {
  readonly suspect: ReactionSuspect
  readonly known: readonly string[]
  readonly isFirst: boolean
  readonly onSuspect: (part: Partial<ReactionSuspect>) => void
}

const answers = ['yes', 'no', 'does not apply'] as const
type Texts = 'strength' | 'dose' | 'frequency' | 'route' | 'indication' | 'manufacturer' | 'lot'

function SuspectFields({ suspect, known, isFirst, onSuspect }: SuspectProps) {
  const { t } = useTranslation('reactions')
  const here = useFocusHere<HTMLInputElement>()
  const name = suspect.name ?? ''
  const typed = name.trim().toLowerCase()
  const own = known.filter(one => one.toLowerCase().includes(typed))
  const others = suggest(name, 'medicine').filter(one => !own.includes(one))
  const field = (key: Texts) => (
    <TextInput
      label={t(key)}
      value={suspect[key] ?? ''}
      maxLength={200}
      autoComplete="off"
      onChange={event => onSuspect({ [key]: event.currentTarget.value })}
    />
  )
  const answer = (key: 'abatedOnStop' | 'reappeared', label: string) => (
    <Select
      label={label}
      clearable
      data={answers.map(value => ({ value, label: t(`answers.${value}`) }))}
      value={suspect[key] ?? null}
      onChange={chosen => onSuspect({ [key]: answers.find(one => one === chosen) })}
    />
  )
  return (
    <>
      <Autocomplete
        {...(isFirst && { ref: here })}
        label={t('medicine')}
        data={[...own, ...others]}
        filter={({ options }) => options}
        value={name}
        maxLength={200}
        onChange={text => onSuspect({ name: text, codes: codesFor(text, 'medicine') })}
      />
      <div className={styles.grid}>
        {field('strength')}
        {field('dose')}
        {field('frequency')}
        {field('route')}
        <DayField label={t('from')} value={suspect.from ?? ''} onChange={from => onSuspect({ from })} />
        <DayField label={t('to')} value={suspect.to ?? ''} onChange={to => onSuspect({ to })} />
        {field('indication')}
        {field('manufacturer')}
        {field('lot')}
        {answer('abatedOnStop', t('abated'))}
        {answer('reappeared', t('reappeared'))}
      </div>
    </>
  )
}
