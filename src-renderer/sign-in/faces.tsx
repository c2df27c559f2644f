import { useTranslation } from 'react-i18next'
import type { Face } from '../../src-shared/contract/access.ts'
import styles from './sign-in.module.css'

/** Up to two letters of a name, titles aside: `Dr Ana Rivera` → `AR`. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(word => /^\p{L}/u.test(word) && !/^(dr|prof|mr|mrs|ms)\.?$/iu.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map(word => (word ? String.fromCodePoint(word.codePointAt(0) ?? 0).toUpperCase() : '')).join('')
}

interface FacesProps {
  readonly faces: readonly Face[]
  readonly chosen: Face | undefined
  readonly onChoose: (face: Face) => void
}

/** The people of this workstation. */
export function Faces({ faces, chosen, onChoose }: FacesProps) {
  const { t } = useTranslation()
  return (
    <section className={styles.faces} aria-label={t('signIn.who')}>
      <h2>{t('signIn.who')}</h2>
      {faces.map(face => (
        <button
          key={face.userId}
          type="button"
          className={styles.face}
          aria-pressed={face.userId === chosen?.userId}
          onClick={() => onChoose(face)}
        >
          <span className={styles.initials} aria-hidden>
            {initialsOf(face.name)}
          </span>
          <span>
            <strong>{face.name}</strong>
            <span className={styles.soft}>{t(`role.${face.role}`)}</span>
          </span>
        </button>
      ))}
    </section>
  )
}
