import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { ageOf, dayText } from './when.ts'

/** `Rivera, Ana`: as clinics list people; the part there is where one is missing. */
export const nameOf = ({ family, given }: Pick<PatientRow, 'family' | 'given'>): string =>
  [family, given].filter(part => part !== '').join(', ')

/** `3 Mar 1961 (65 y)`, or that it is not known. */
export function useBirthText(): (birthDate: string | undefined, today?: Date) => string {
  const { t } = useTranslation()
  return (birthDate, today = new Date()) => {
    if (birthDate === undefined) return t('person.noBirthDate')
    const age = ageOf(birthDate, today)
    return age ? `${dayText(birthDate)} (${t(`person.age.${age.unit}`, { count: age.count })})` : dayText(birthDate)
  }
}
