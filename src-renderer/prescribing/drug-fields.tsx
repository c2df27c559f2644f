import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { substanceLabelOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { quantityOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import type { PrescriptionDraft, Strength } from '../../src-shared/clinical/prescribing/types.ts'
import { useCutis } from '../link/index.ts'
import { isDecimal, present, withProduct, withText } from './draft.ts'
import styles from './prescribing.module.css'
import type { DraftProps } from './sig-fields.tsx'

/** Which product: a verified one of the catalogue, else strength and form as typed. */
export function DrugFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const { prescribing } = useCutis()
  const found = useQuery(prescribing.search.queryOptions({ input: { text: substanceLabelOf(draft.drug) } }))
  const products = found.data?.rows.find(({ id }) => id === draft.drug)?.products ?? []
  return (
    <div className={styles.row}>
      {products.length > 0 && (
        <Select
          label={t('product')}
          data={products.map(({ rxcui, amount, unit, form, brand }) => ({
            value: rxcui,
            label: [amount, unit, form, brand && `(${brand})`].filter(Boolean).join(' '),
          }))}
          value={draft.rxcui ?? ''}
          onChange={rxcui => {
            const product = products.find(one => one.rxcui === rxcui)
            if (product) onDraft(withProduct(draft, product))
          }}
        />
      )}
      <StrengthFields draft={draft} onDraft={onDraft} />
      <TextInput
        label={t('form')}
        value={draft.form ?? ''}
        maxLength={80}
        onChange={event => onDraft(present({ ...draft, ...withText('form', event.currentTarget.value) }))}
      />
    </div>
  )
}

const strengthUnits: readonly Strength['unit'][] = ['mg', 'g', 'mg/ml', '%']

/** A strength that is typed names no product any more. */
function withStrength(
  { rxcui: _rxcui, strength: _old, ...draft }: PrescriptionDraft,
  amount: string,
  unit: Strength['unit'],
) {
  return isDecimal(amount) ? { ...draft, strength: { amount, unit } } : draft
}

function StrengthFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const { strength } = draft
  const unit = strength?.unit ?? (draft.sig.route === 'topical' ? '%' : 'mg')
  return (
    <>
      <NumberInput
        size="xs"
        label={t('strength')}
        value={strength?.amount ?? ''}
        min={0}
        hideControls
        onChange={amount => onDraft(withStrength(draft, String(amount), unit))}
      />
      <Select
        label={t('strengthUnit')}
        data={[...strengthUnits]}
        value={unit}
        allowDeselect={false}
        onChange={chosen => chosen && onDraft(withStrength(draft, strength?.amount ?? '', chosen as Strength['unit']))}
      />
    </>
  )
}

/** How much is supplied, how often again, and what the pharmacy is told. */
export function SupplyFields({ draft, onDraft }: DraftProps) {
  const { t } = useTranslation('prescribing')
  const computed = quantityOf(draft)
  const says = computed ? t('computed', { ...computed }) : t('notComputed')
  return (
    <>
      <div className={styles.row}>
        <NumberInput
          size="xs"
          label={t('quantity')}
          description={says}
          value={draft.quantity ?? ''}
          min={0}
          hideControls
          onChange={typed =>
            onDraft(
              present({
                ...draft,
                quantity: isDecimal(String(typed)) && Number(typed) > 0 ? String(typed) : undefined,
              }),
            )
          }
        />
        <TextInput
          label={t('quantityUnit')}
          value={draft.quantityUnit ?? ''}
          maxLength={40}
          onChange={event => onDraft(present({ ...draft, ...withText('quantityUnit', event.currentTarget.value) }))}
        />
        <NumberInput
          size="xs"
          label={t('refills')}
          value={draft.refills}
          min={0}
          max={11}
          allowDecimal={false}
          onChange={refills => onDraft({ ...draft, refills: typeof refills === 'number' ? refills : 0 })}
        />
      </div>
      <Checkbox
        label={t('substitution')}
        checked={draft.substitution}
        onChange={event => onDraft({ ...draft, substitution: event.currentTarget.checked })}
      />
      <TextInput
        label={t('pharmacyNote')}
        value={draft.pharmacyNote ?? ''}
        maxLength={500}
        onChange={event => onDraft(present({ ...draft, ...withText('pharmacyNote', event.currentTarget.value) }))}
      />
    </>
  )
}
