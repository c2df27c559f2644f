import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  longestAnswer,
  type PortalAnswer,
  type PortalForm,
  type PortalItemId,
  portalForms,
} from '../../src-shared/portal/index.ts'
import type { FormEntry } from './clinic.ts'
import type { PartProps } from './home.tsx'
import { momentIn, Sending } from './sending.tsx'

const forms = Object.keys(portalForms) as PortalForm[]

/** The symptom log and other forms, and what was sent before. */
export function Forms({ rows, ...props }: PartProps & { rows: readonly FormEntry[] }) {
  const { t, i18n } = useTranslation()
  const said = (answer: PortalAnswer) => (typeof answer === 'boolean' ? t(answer ? 'yes' : 'no') : String(answer))
  return (
    <>
      {forms.map(form => (
        <details key={form} className="card" open={form === 'symptom-log'}>
          <summary>{t(`form.${form}`)}</summary>
          <Fill {...props} form={form} />
        </details>
      ))}
      <h2>{t('before')}</h2>
      {rows.length === 0 && <p>{t('none')}</p>}
      <ul className="cards">
        {rows.map(({ id, form, at, answers }) => (
          <li key={id}>
            <strong>{t(`form.${form}`)}</strong>
            <p>{momentIn(i18n.language, at)}</p>
            {answers.map(({ id: item, answer }) => (
              <p key={item}>
                {t(`items.${item as PortalItemId}`)} {said(answer)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}

function Fill({ form, ...props }: PartProps & { form: PortalForm }) {
  const { t } = useTranslation()
  const [answers, setAnswers] = useState<Readonly<Record<string, PortalAnswer>>>({})
  const set = (id: string, answer: PortalAnswer | undefined) =>
    setAnswers(({ [id]: _old, ...rest }) => (answer === undefined || answer === '' ? rest : { ...rest, [id]: answer }))
  return (
    <Sending
      {...props}
      path="forms"
      label={t(`form.${form}`)}
      body={() => ({ form, answers })}
      done={() => setAnswers({})}
    >
      {portalForms[form].map(({ id, kind }) => (
        <label key={id}>
          {t(`items.${id}`)}
          {kind === 'scale' && ` (${t('scale')})`}
          {kind === 'text' ? (
            <textarea
              rows={2}
              maxLength={longestAnswer}
              value={String(answers[id] ?? '')}
              onChange={({ target }) => set(id, target.value)}
            />
          ) : (
            <Choice kind={kind} answer={answers[id]} choose={answer => set(id, answer)} />
          )}
        </label>
      ))}
    </Sending>
  )
}

const scale = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

interface ChoiceProps {
  readonly kind: 'scale' | 'yes-no'
  readonly answer: PortalAnswer | undefined
  readonly choose: (answer: PortalAnswer | undefined) => void
}

function Choice({ kind, answer, choose }: ChoiceProps) {
  const { t } = useTranslation()
  const chosen = (value: string): PortalAnswer | undefined => {
    if (value === '') return undefined
    return kind === 'scale' ? Number(value) : value === 'true'
  }
  return (
    <select value={answer === undefined ? '' : String(answer)} onChange={({ target }) => choose(chosen(target.value))}>
      <option value="">{t('notAnswered')}</option>
      {kind === 'scale'
        ? scale.map(value => (
            <option key={value} value={value}>
              {value}
            </option>
          ))
        : [true, false].map(value => (
            <option key={String(value)} value={String(value)}>
              {t(value ? 'yes' : 'no')}
            </option>
          ))}
    </select>
  )
}
