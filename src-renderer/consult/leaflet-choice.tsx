import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { leaflets } from '../../src-shared/clinical/education/index.ts'

interface LeafletChoiceProps {
  readonly value: readonly string[]
  readonly onChange: (ids: string[]) => void
}

/** Which leaflets the patient takes home; none is chosen for anybody. */
export function LeafletChoice({ value, onChange }: LeafletChoiceProps) {
  const { t } = useTranslation('letters')
  return (
    <MultiSelect
      label={t('leaflets')}
      description={t('leafletsHint')}
      searchable
      data={leaflets.map(({ id, words }) => ({ value: id, label: words.en.title }))}
      value={[...value]}
      onChange={onChange}
    />
  )
}
