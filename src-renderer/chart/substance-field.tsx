import { Autocomplete } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { codesFor, suggest } from '../../src-shared/clinical/prescribing/substances.ts'
import { useFocusHere } from '../ui/focus.ts'

interface SubstanceFieldProps {
  readonly of: 'allergy' | 'medicine'
  readonly value: string
  readonly onChange: (text: string) => void
}

/** A substance by its name; below it, whether the checks of a prescription know it. */
export function SubstanceField({ of, value, onChange }: SubstanceFieldProps) {
  const { t } = useTranslation('chart')
  const here = useFocusHere<HTMLInputElement>()
  const known = codesFor(value, of).length > 0
  const says = value.trim() === '' ? t('substanceHint') : t(known ? 'known' : 'unknown')
  return (
    <Autocomplete
      ref={here}
      label={t(of === 'allergy' ? 'substance' : 'medicine')}
      description={says}
      data={[...suggest(value, of)]}
      filter={({ options }) => options}
      value={value}
      maxLength={200}
      onChange={onChange}
    />
  )
}
