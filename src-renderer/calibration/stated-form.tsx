import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Calibration } from '../../src-shared/contract/review.ts'
import { Panel } from '../ui/panel.tsx'
import { type Found, NewCalibration } from './new-calibration.tsx'

interface StatedFormProps {
  readonly known: readonly Calibration[]
  readonly onClose: () => void
}

type Texts = Readonly<Record<'longPx' | 'umPerPx' | 'percent' | 'note', string>>
const empty: Texts = { longPx: '', umPerPx: '', percent: '5', note: '' }
const most = { longPx: 100_000, umPerPx: 10_000, percent: 100 }

/** A number above 0 as typed, with comma or point. */
function numberOf(text: string, highest: number): number | undefined {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && value > 0 && value <= highest ? value : undefined
}

/** What the fields say; undefined while something is missing or wrong. */
function statedOf(texts: Texts): Found | undefined {
  const longPx = numberOf(texts.longPx, most.longPx)
  const umPerPx = numberOf(texts.umPerPx, most.umPerPx)
  const percent = numberOf(texts.percent, most.percent)
  if (!longPx || !Number.isInteger(longPx) || !umPerPx || !percent) return undefined
  const note = texts.note.trim()
  return { longPx, umPerPx, relativeUncertainty: percent / 100, method: 'stated', ...(note !== '' && { note }) }
}

/** A scale as the maker or a data sheet states it. */
export function StatedForm({ known, onClose }: StatedFormProps) {
  const { t } = useTranslation('calibration')
  const [texts, setTexts] = useState(empty)
  const text = (key: keyof Texts) => ({
    value: texts[key],
    maxLength: 200,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setTexts(before => ({ ...before, [key]: value }))
    },
  })
  const number = (key: keyof typeof most) => ({
    ...text(key),
    error: texts[key].trim() !== '' && numberOf(texts[key], most[key]) === undefined && t('notNumber'),
  })
  return (
    <Panel title={t('add')}>
      <NewCalibration known={known} found={statedOf(texts)} focused onClose={onClose}>
        <TextInput label={t('longPx')} inputMode="numeric" {...number('longPx')} />
        <TextInput label={t('umPerPx')} inputMode="decimal" {...number('umPerPx')} />
        <TextInput label={t('percent')} inputMode="decimal" {...number('percent')} />
        <TextInput label={t('note')} {...text('note')} />
      </NewCalibration>
    </Panel>
  )
}
