import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../ui/day-field.tsx'
import styles from './intake.module.css'
import type { History, IntakeDraft } from './use-intake-draft.ts'

type Code = 'treatments' | 'medicines' | 'allergies'
type Response = NonNullable<History['treatments']>[number]['response']
const responses = ['cleared', 'better', 'same', 'worse', 'unknown'] as const satisfies readonly Response[]

interface ListFieldProps {
  readonly code: Code
  readonly draft: IntakeDraft
}

interface Line {
  readonly name: string
  readonly beside: string
}

/** Things one by one, each with what belongs to it; "none" is an answer, an empty list is not. */
export function ListField({ code, draft }: ListFieldProps) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const lines = useLines(code, draft.content.history)
  const held = draft.content.history[code]
  const take = (at: number) => {
    const left = (held ?? []).filter((_, index) => index !== at)
    draft.tell({ [code]: left.length > 0 ? left : undefined })
  }
  return (
    <fieldset className={styles.list}>
      <legend>{codes(`item.${code}`)}</legend>
      {(held === undefined || held.length === 0) && (
        <Checkbox
          label={t('none')}
          checked={held !== undefined}
          onChange={event => draft.tell({ [code]: event.currentTarget.checked ? [] : undefined })}
        />
      )}
      {lines.map(({ name, beside }, at) => (
        <div key={`${name}-${at}`} className={styles.line}>
          <span>
            <strong>{name}</strong> {beside}
          </span>
          <Button size="compact-xs" variant="subtle" aria-label={t('remove', { name })} onClick={() => take(at)}>
            <IconX size={14} aria-hidden />
          </Button>
        </div>
      ))}
      <Adding code={code} draft={draft} />
    </fieldset>
  )
}

function useLines(code: Code, history: History): readonly Line[] {
  const { t: codes } = useTranslation('intakeCodes')
  if (code === 'treatments')
    return (history.treatments ?? []).map(({ what, response }) => ({
      name: what,
      beside: codes(`response.${response}`),
    }))
  if (code === 'medicines')
    return (history.medicines ?? []).map(({ name, startedOn }) => ({ name, beside: startedOn ?? '' }))
  return (history.allergies ?? []).map(({ name, reaction }) => ({ name, beside: reaction ?? '' }))
}

function Adding({ code, draft }: ListFieldProps) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const [name, setName] = useState('')
  const [beside, setBeside] = useState('')
  const [response, setResponse] = useState<Response>('same')
  const add = (event: FormEvent) => {
    event.preventDefault()
    const { history } = draft.content
    const told = name.trim()
    if (told === '') return
    if (code === 'treatments') draft.tell({ treatments: [...(history.treatments ?? []), { what: told, response }] })
    if (code === 'medicines')
      draft.tell({ medicines: [...(history.medicines ?? []), { name: told, ...(beside && { startedOn: beside }) }] })
    if (code === 'allergies')
      draft.tell({ allergies: [...(history.allergies ?? []), { name: told, ...(beside && { reaction: beside }) }] })
    setName('')
    setBeside('')
  }
  return (
    <form className={styles.adding} onSubmit={add}>
      <TextInput
        aria-label={code === 'treatments' ? t('treatment') : t('name')}
        placeholder={code === 'treatments' ? t('treatment') : t('name')}
        value={name}
        maxLength={200}
        onChange={event => setName(event.currentTarget.value)}
      />
      {code === 'treatments' && (
        <Select
          aria-label={t('response')}
          data={responses.map(value => ({ value, label: codes(`response.${value}`) }))}
          value={response}
          allowDeselect={false}
          onChange={chosen => chosen && setResponse(chosen as Response)}
        />
      )}
      {code === 'medicines' && <DayField label={t('startedOn')} labelHidden value={beside} onChange={setBeside} />}
      {code === 'allergies' && (
        <TextInput
          aria-label={t('reaction')}
          placeholder={t('reaction')}
          value={beside}
          maxLength={200}
          onChange={event => setBeside(event.currentTarget.value)}
        />
      )}
      <Button type="submit" variant="default" disabled={name.trim() === ''}>
        {t('add')}
      </Button>
    </form>
  )
}
