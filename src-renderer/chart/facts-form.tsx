import { Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewFact } from '../../src-shared/contract/chart.ts'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { useClient } from '../link/index.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { isoDayOf } from '../ui/index.ts'
import { momentOf } from '../ui/moment.ts'
import styles from './chart.module.css'
import { ChartForm, type FormProps, useSaved } from './form-parts.tsx'
import { numberFrom } from './typed.ts'
import { useFreshId } from './use-fresh-id.ts'

type Fact = NewFact['fact']
const measured = ['weight', 'height'] as const
const yesNo = ['yes', 'no', 'unknown'] as const
const smokingAnswers = ['never', 'former', 'current', 'unknown'] as const
const womens = ['canBecomePregnant', 'pregnant', 'breastfeeding'] as const

type Drafts = Readonly<Record<(typeof measured)[number] | (typeof womens)[number] | 'smoking', string>>
const empty: Drafts = { weight: '', height: '', canBecomePregnant: '', pregnant: '', breastfeeding: '', smoking: '' }

/** An exact number above nought; undefined for anything else that was typed. */
const amountFrom = (typed: string): string | undefined => {
  const found = numberFrom(typed)
  return found && found.comparator === undefined && Number(found.value) > 0 ? found.value : undefined
}

/** Everything that was filled in. */
function factsOf(drafts: Drafts): readonly Fact[] {
  const numbers = measured.flatMap((name): Fact[] => {
    const value = amountFrom(drafts[name])
    return value === undefined ? [] : [{ name, value }]
  })
  const answers = womens.flatMap((name): Fact[] => {
    const answer = yesNo.find(one => one === drafts[name])
    return answer === undefined ? [] : [{ name, answer }]
  })
  const smoking = smokingAnswers.find(one => one === drafts.smoking)
  return [...numbers, ...answers, ...(smoking === undefined ? [] : [{ name: 'smoking' as const, answer: smoking }])]
}

const isWrong = (drafts: Drafts): boolean =>
  measured.some(name => drafts[name].trim() !== '' && amountFrom(drafts[name]) === undefined)

/** Of today it is now; of another day it is noon by this computer's zone. */
const atOf = (day: string): string | undefined =>
  day === isoDayOf(new Date()) ? new Date().toISOString() : momentOf(day, '12:00')

/** What was measured or asked on a day; what is left empty stays as it is. */
export function FactsForm({ patientId, sex, onClose, onDone }: FormProps & Pick<PatientRow, 'sex'>) {
  const { t } = useTranslation('chart')
  const { chart } = useClient()
  const [drafts, setDrafts] = useState(empty)
  const [day, setDay] = useState(() => isoDayOf(new Date()))
  const fresh = useFreshId()
  const onSuccess = useSaved(onDone)
  const facts = factsOf(drafts)
  const save = useMutation({
    mutationFn: async (at: string) => {
      // One after the other: what was kept before a refusal stays kept, and is not kept twice.
      for (const fact of facts) await chart.setFact({ recordId: fresh({ day, fact }), patientId, at, fact })
    },
    onSuccess,
  })
  const at = atOf(day)
  const set = (part: Partial<Drafts>) => setDrafts({ ...drafts, ...part })
  return (
    <ChartForm
      title={t('factsChange')}
      whole={facts.length > 0 && !isWrong(drafts) && at !== undefined}
      saving={save}
      onSubmit={() => at !== undefined && save.mutate(at)}
      onClose={onClose}
    >
      <p className={styles.plain}>{t('factsHint')}</p>
      <DayField label={t('day')} value={day} onChange={setDay} />
      <Measures drafts={drafts} onChange={set} />
      {sex !== 'male' &&
        womens.map(name => (
          <AnswerField
            key={name}
            name={name}
            answers={yesNo}
            value={drafts[name]}
            onChange={answer => set({ [name]: answer })}
          />
        ))}
      <AnswerField
        name="smoking"
        answers={smokingAnswers}
        value={drafts.smoking}
        onChange={smoking => set({ smoking })}
      />
    </ChartForm>
  )
}

function Measures({ drafts, onChange }: { drafts: Drafts; onChange: (part: Partial<Drafts>) => void }) {
  const { t } = useTranslation('chart')
  const here = useFocusHere<HTMLInputElement>()
  return (
    <div className={styles.pair}>
      {measured.map(name => (
        <TextInput
          key={name}
          ref={name === 'weight' ? here : undefined}
          className={styles.grow}
          label={t(name === 'weight' ? 'kg' : 'cm')}
          inputMode="decimal"
          value={drafts[name]}
          error={drafts[name].trim() !== '' && amountFrom(drafts[name]) === undefined && t('valueWrong')}
          onChange={event => onChange({ [name]: event.currentTarget.value })}
          autoComplete="off"
        />
      ))}
    </div>
  )
}

interface AnswerFieldProps {
  readonly name: (typeof womens)[number] | 'smoking'
  readonly answers: readonly ((typeof yesNo)[number] | (typeof smokingAnswers)[number])[]
  readonly value: string
  readonly onChange: (answer: string) => void
}

function AnswerField({ name, answers, value, onChange }: AnswerFieldProps) {
  const { t } = useTranslation('chart')
  return (
    <Select
      label={t(`factNames.${name}`)}
      placeholder={t('notAskedYet')}
      data={answers.map(answer => ({ value: answer, label: t(`factAnswers.${answer}`) }))}
      value={value === '' ? null : value}
      onChange={chosen => onChange(chosen ?? '')}
    />
  )
}
