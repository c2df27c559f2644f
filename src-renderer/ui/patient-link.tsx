import { Button, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { tell } from './undo.tsx'
import { stampText } from './when.ts'

const factors = ['birth-date', 'code'] as const
const lives = { hour: 60, day: 1440, week: 10_080 } as const
const lifeNames = ['hour', 'day', 'week'] as const

/** How a link is to be made: what it asks for, and for how many minutes it is good. */
export interface LinkWish {
  readonly factor: (typeof factors)[number]
  readonly minutes: number
}
/** A day, and the birth date. */
export const usualLink: LinkWish = { factor: 'birth-date', minutes: lives.day }

interface LinkWishFieldsProps {
  readonly value: LinkWish
  readonly onChange: (wish: LinkWish) => void
}

/** The second factor of a patient's link, and how long it is good. */
export function LinkWishFields({ value, onChange }: LinkWishFieldsProps) {
  const { t } = useTranslation('patientLink')
  const life = lifeNames.find(name => lives[name] === value.minutes) ?? 'day'
  return (
    <>
      <Select
        label={t('factor')}
        data={factors.map(name => ({ value: name, label: t(`factors.${name}`) }))}
        value={value.factor}
        allowDeselect={false}
        onChange={name => onChange({ ...value, factor: name === 'code' ? 'code' : 'birth-date' })}
      />
      <Select
        label={t('validFor')}
        data={lifeNames.map(name => ({ value: name, label: t(`life.${name}`) }))}
        value={life}
        allowDeselect={false}
        onChange={name => onChange({ ...value, minutes: lives[(name ?? 'day') as typeof life] })}
      />
    </>
  )
}

interface MadeLinkProps {
  readonly label: string
  readonly made: { readonly link: string; readonly expiresAt: string; readonly code?: string | undefined }
}

/** A link as it goes to the patient, with the code to tell them where it asks for one. Shown once: nobody keeps it. */
export function MadeLink({ label, made: { link, code, expiresAt } }: MadeLinkProps) {
  const { t } = useTranslation('patientLink')
  return (
    <>
      <TextInput label={label} value={link} readOnly />
      <Button variant="default" onClick={() => void navigator.clipboard.writeText(link).then(() => tell(t('copied')))}>
        {t('copy')}
      </Button>
      {code !== undefined && (
        <p className="figures" style={{ margin: 0 }}>
          {t('code')}: <strong>{code}</strong>
        </p>
      )}
      <small>{t('expires', { at: stampText(expiresAt) })}</small>
    </>
  )
}
