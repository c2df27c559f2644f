import { useTranslation } from 'react-i18next'
import { substanceLabelOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { daysSupplyOf, quantityOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import { numberWords, sigWords } from '../../src-shared/clinical/prescribing/sig.ts'
import type { PrescriptionDraft, ProgrammeFact } from '../../src-shared/clinical/prescribing/types.ts'
import { dayText } from '../ui/when.ts'
import styles from './prescribing.module.css'

/** The medicine with strength and form, as it stands on the paper. */
export function drugText({ drug, strength, form }: PrescriptionDraft): string {
  const second = strength?.andAmount === undefined ? '' : `/${strength.andAmount} ${strength.unit}`
  return [substanceLabelOf(drug), strength && `${strength.amount} ${strength.unit}${second}`, form]
    .filter(Boolean)
    .join(' ')
}

/** The quantity in figures and words: the one that was typed, else what the directions need. */
export function quantityText(draft: PrescriptionDraft): string | undefined {
  const computed = quantityOf(draft)
  const amount = draft.quantity ?? computed?.amount
  const unit = draft.quantity === undefined ? computed?.unit : draft.quantityUnit
  return amount === undefined ? undefined : `${amount} (${numberWords(amount)}) ${unit ?? ''}`.trim()
}

interface PreviewProps {
  readonly draft: PrescriptionDraft
  readonly programme: ProgrammeFact | undefined
}

/** A problem with its code, where it has one. */
const indicationText = ({ indication }: PrescriptionDraft): string | undefined =>
  indication && [indication.display, indication.code && `(${indication.code})`].filter(Boolean).join(' ')

const pharmacyText = ({ pharmacy, pharmacyName }: PrescriptionDraft): string | undefined =>
  pharmacyName === undefined ? pharmacy : [pharmacyName, pharmacy && `(NCPDP ${pharmacy})`].filter(Boolean).join(' ')

const dayOr = (day: string | undefined): string | undefined => (day === undefined ? undefined : dayText(day))

/** Exactly what a signature binds, in words. */
export function Preview({ draft, programme }: PreviewProps) {
  const { t } = useTranslation('prescribing')
  const days = daysSupplyOf(draft)
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('quantity'), quantityText(draft)],
    [t('daysSupply'), days === undefined ? undefined : String(days)],
    [t('refills'), `${draft.refills} (${numberWords(String(draft.refills))})`],
    [t('substitution'), draft.substitution ? t('yes') : t('no')],
    [t('indication'), indicationText(draft)],
    [t('pharmacy'), pharmacyText(draft)],
    [t('pharmacyNote'), draft.pharmacyNote],
    [t('written'), dayText(draft.writtenOn)],
    [t('effective'), dayOr(draft.effectiveOn)],
    [t('expires'), dayOr(draft.expiresOn)],
    [t('confirmed'), dayOr(programme?.confirmedOn)],
    [t('authorisation'), programme?.authorisation],
  ]
  return (
    <section className={styles.preview} aria-label={t('preview')}>
      <h3>{t('preview')}</h3>
      <p className={styles.name}>{drugText(draft)}</p>
      <p>{sigWords(draft.sig)}</p>
      {rows.map(
        ([label, value]) =>
          value !== undefined && (
            <p key={label}>
              <span className={styles.soft}>{label}:</span> {value}
            </p>
          ),
      )}
    </section>
  )
}
