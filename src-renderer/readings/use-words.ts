import { useTranslation } from 'react-i18next'
import type { ReadingPart } from '../../src-shared/contract/monitoring.ts'
import { isKnownNote, isNamedKind, measureName, plainWords } from './known-words.ts'
import { pressureText, quantityText } from './units.ts'

/** Words for what stands in a reading. */
export function useReadingWords() {
  const { t } = useTranslation()
  const kindWord = (kind: string): string =>
    isNamedKind(kind) ? t(`readings.kinds.${kind}`) : (measureName(kind) ?? plainWords(kind))
  const noteWord = (note: string): string => (isKnownNote(note) ? t(`readings.note.${note}`) : plainWords(note))
  const partValue = ({ value, absent, unit }: ReadingPart): string =>
    value === undefined ? t(`readings.absent.${absent ?? 'error'}`) : quantityText(value, unit)
  /** Every number of a reading in one line; the name is left away where there is only one. */
  const valueWords = (parts: readonly ReadingPart[]): string => {
    const [only] = parts
    if (only && parts.length === 1) return partValue(only)
    const pressure = pressureText(parts)
    const rest = pressure === undefined ? parts : parts.filter(({ mdc }) => mdc !== 150_021 && mdc !== 150_022)
    return [...(pressure === undefined ? [] : [pressure]), ...rest.map(part => `${part.name} ${partValue(part)}`)].join(
      ' · ',
    )
  }
  return { kindWord, noteWord, partValue, valueWords }
}
