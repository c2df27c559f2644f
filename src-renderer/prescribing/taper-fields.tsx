import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { substanceLabelOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { lengthOf, quantityOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import { countedIn, type Tablets, tabletsFor } from '../../src-shared/clinical/prescribing/tablets.ts'
import { taperSteps } from '../../src-shared/clinical/prescribing/taper.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import { isDecimal } from './draft.ts'
import styles from './prescribing.module.css'
import type { DraftProps } from './sig-fields.tsx'

const fields = ['taperFrom', 'taperBy', 'taperTo'] as const

const nothing = { taperFrom: '', taperBy: '', taperTo: '' }

/** A taper by its first and its lowest dose: the steps are written, exactly, and stay to be changed. */
export function TaperFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const [doses, setDoses] = useState(nothing)
  const [days, setDays] = useState(7)
  // Emptied once written: the same numbers in another unit would be another dose.
  const write = (next: PrescriptionDraft) => {
    onDraft(next)
    setDoses(nothing)
  }
  const tapered = taperedOf(draft, { ...doses, days })
  if (draft.sig.route !== 'oral') return null
  return (
    <details className={styles.group}>
      <summary>{t('taper')}</summary>
      <div className={styles.row}>
        {fields.map(name => (
          <TextInput
            key={name}
            label={t(name)}
            value={doses[name]}
            inputMode="decimal"
            error={doses[name] !== '' && !isDecimal(doses[name])}
            onChange={event => setDoses({ ...doses, [name]: event.currentTarget.value.trim().replace(',', '.') })}
          />
        ))}
        <NumberInput
          size="xs"
          label={t('taperDays')}
          value={days}
          min={1}
          max={90}
          allowDecimal={false}
          onChange={typed => setDays(typeof typed === 'number' ? typed : 7)}
        />
        <Button variant="default" size="xs" disabled={!tapered} onClick={() => tapered && write(tapered)}>
          {t('useTaper')}
        </Button>
      </div>
      <p className={styles.soft}>{tapered ? <Told draft={tapered} /> : t('noTaper')}</p>
    </details>
  )
}

interface Typed {
  readonly taperFrom: string
  readonly taperBy: string
  readonly taperTo: string
  readonly days: number
}

/** The draft with the steps of a taper in the unit and rhythm of its first step; its quantity follows from them. */
function taperedOf(draft: PrescriptionDraft, { taperFrom, taperBy, taperTo, days }: Typed) {
  const [first] = draft.sig.steps
  if (!first || days < 1 || ![taperFrom, taperBy, taperTo].every(isDecimal)) return undefined
  const { unit, frequency } = first
  const steps = taperSteps({ from: taperFrom, by: taperBy, to: taperTo, days, unit, frequency })
  if (!steps) return undefined
  const { quantity: _quantity, quantityUnit: _unit, daysSupply: _days, ...rest } = draft
  return { ...rest, sig: { ...draft.sig, steps } }
}

function Told({ draft }: { readonly draft: PrescriptionDraft }) {
  const { t } = useTranslation('prescribing')
  const quantity = quantityOf(draft)
  const { steps } = draft.sig
  const says = t('taperSays', { count: steps.length, days: lengthOf(steps) ?? 0 })
  const unit = t(`units.${steps[0]?.unit ?? 'mg'}`)
  return `${says}: ${steps.map(({ dose }) => dose).join(', ')} ${unit}${
    quantity ? `. ${t('computed', { ...quantity })}` : ''
  }`
}

const strengthsIn = (text: string): string[] => text.split(/[\s;,]+/).filter(isDecimal)

const tabletsText = (all: readonly Tablets[]): string =>
  all.map(({ strength, count }) => `${count} × ${strength} mg`).join(' + ')

/** Doses in milligrams as whole tablets of the strengths there are; one of them may be taken for the whole. */
export function TabletFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const [text, setText] = useState('')
  const own = draft.strength?.unit === 'mg' ? draft.strength.amount : ''
  const strengths = strengthsIn(text === '' ? own : text)
  const { steps } = draft.sig
  if (draft.sig.route !== 'oral' || !steps.every(({ unit, dose }) => unit === 'mg' && isDecimal(dose))) return null
  const counted = strengths.flatMap(strength => {
    const next = countedIn(draft, strength)
    return next ? [{ strength, next }] : []
  })
  return (
    <section aria-label={t('tablets')} className={styles.group}>
      <TextInput
        label={t('strengths')}
        description={t('strengthsHint', { drug: substanceLabelOf(draft.drug) })}
        value={text}
        maxLength={80}
        onChange={event => setText(event.currentTarget.value)}
      />
      {strengths.length > 0 && <Combinations doses={steps.map(({ dose }) => dose)} strengths={strengths} />}
      <div className={styles.row}>
        {counted.map(({ strength, next }) => (
          <Button key={strength} variant="default" size="xs" onClick={() => onDraft(next)}>
            {t('countIn', { strength })}
          </Button>
        ))}
      </div>
    </section>
  )
}

function Combinations({ doses, strengths }: { readonly doses: readonly string[]; readonly strengths: string[] }) {
  const { t } = useTranslation('prescribing')
  return (
    <ul className={styles.checks}>
      {[...new Set(doses)].map(dose => {
        const told = tabletsFor(dose, strengths)
        return (
          <li key={dose}>
            {dose} mg: {told ? tabletsText(told) : t('noTablets')}
          </li>
        )
      })}
    </ul>
  )
}
