import { Button } from '@mantine/core'
import { IconRulerMeasure } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/action-button.tsx'
import { Panel } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { gradeOf, type Suggestion, type Why } from './suggested.ts'
import styles from './suggestions.module.css'
import type { SuggestionsNow } from './use-suggestions.ts'

interface SuggestionsProps {
  readonly now: SuggestionsNow
  /** Shows where it lies before it is taken. */
  readonly onLook: (suggestion: Suggestion | undefined) => void
  readonly nameOf: (code: string) => string
}

/** Answers that follow from measuring within the clinician's own confirmed outline: none counts until it is taken. */
export function Suggestions({ now, onLook, nameOf }: SuggestionsProps) {
  const { t } = useTranslation('score')
  const { outline, measurable, found, open, take, takeAll } = now
  if (!outline) return <p className={styles.says}>{t('noOutline')}</p>
  const done = !measurable || (found.isSuccess && found.data.good)
  if (done && open.length === 0) return measurable ? undefined : <p className={styles.says}>{t('noLens')}</p>
  return (
    <Panel title={t('suggestions')} flush tools={open.length > 1 && <ActionButton action={takeAll} />}>
      <p className={styles.says}>{t('suggestionsSay')}</p>
      {measurable && (
        <Answer of={found} rows={2}>
          {({ good }) => (good ? undefined : <p className={styles.says}>{t('outlineBad')}</p>)}
        </Answer>
      )}
      <ul className={styles.list}>
        {open.map(one => (
          <Row key={one.code} suggestion={one} name={nameOf(one.code)} onTake={() => take([one])} onLook={onLook} />
        ))}
      </ul>
    </Panel>
  )
}

/** The numbers that a suggestion rests on. */
function useWhyText(): (why: Why) => string {
  const { t } = useTranslation('score')
  return why => {
    if (why.of === 'axes') return t('measured.axes', why)
    if (why.of === 'edge') return t('measured.edge', why)
    return why.of === 'colour' ? t('measured.colour', why) : t('measured.diameter', why)
  }
}

/** The row goes away: the focus goes on to the next one, or to the tick that was the last. */
function focusBeside(button: HTMLElement, code: string): void {
  const row = button.closest('li')
  const beside = row?.nextElementSibling ?? row?.previousElementSibling
  const next = beside?.querySelector('button') ?? document.getElementById(`tick-${code}`)
  next?.focus()
}

interface RowProps extends Pick<SuggestionsProps, 'onLook'> {
  readonly suggestion: Suggestion
  readonly name: string
  readonly onTake: () => void
}

function Row({ suggestion, name, onTake, onLook }: RowProps) {
  const { t } = useTranslation('score')
  const whyText = useWhyText()
  const { why, value } = suggestion
  const said = gradeOf(suggestion) ?? t(value === true ? 'present' : 'absent').toLowerCase()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- pointing at the row only shows its place; keys do it by focus
    <li
      className={styles.row}
      onMouseEnter={() => onLook(suggestion)}
      onMouseLeave={() => onLook(undefined)}
      onFocus={() => onLook(suggestion)}
      onBlur={() => onLook(undefined)}
    >
      <IconRulerMeasure size={16} stroke={1.75} aria-hidden />
      <span className={styles.what}>
        {name}: <strong>{said}</strong>
        <span className={styles.why}>{whyText(why)}</span>
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('takeOf', { name, value: said })}
        onClick={({ currentTarget }) => {
          onLook(undefined)
          onTake()
          focusBeside(currentTarget, suggestion.code)
        }}
      >
        {t('take')}
      </Button>
    </li>
  )
}
