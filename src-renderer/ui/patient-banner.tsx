import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import styles from './patient-banner.module.css'
import { nameOf, useBirthText } from './person.tsx'
import { Photo } from './photo.tsx'
import { Unsynced } from './unsynced.tsx'

/**
 * Whose record is on screen: photo, name, birth date and age, sex, record number, and whether all of it is at the clinic.
 * Nothing of it is ever cut off: a name too long for the line takes another one.
 */
export function PatientBanner({ patient }: { patient: PatientRow }) {
  const { t } = useTranslation()
  const birthText = useBirthText()
  return (
    <section className={styles.banner} aria-label={t('person.banner')}>
      <Photo blobId={patient.photo} sizePx={36} />
      <div className={styles.words}>
        <span className={styles.first}>
          <strong className={styles.name}>{nameOf(patient)}</strong>
          {patient.unsynced && <Unsynced />}
        </span>
        <span className={styles.details}>
          <span className="figures">{birthText(patient.birthDate)}</span>
          <span>{t(`person.sex.${patient.sex}`)}</span>
          <span>
            <span className={styles.label}>{t('person.mrn')}</span> {patient.mrn ?? t('person.noMrn')}
          </span>
        </span>
      </div>
    </section>
  )
}

/** The same in one short line, to stand beside an act (a shutter, a signature). */
export function PatientLine({ patient }: { patient: PatientRow }) {
  const birthText = useBirthText()
  return (
    <span className={styles.line}>
      <strong>{nameOf(patient)}</strong> <span className={styles.birth}>{birthText(patient.birthDate)}</span>
    </span>
  )
}
