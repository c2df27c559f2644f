import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { Field, Fields, Panel, Screen } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './about.module.css'

/** What this is, and what it is not. */
export function About() {
  const { t } = useTranslation()
  const about = useQuery(useCutis().workstation.about.queryOptions())
  const says = ['device', 'measures', 'data', 'colour'] as const
  return (
    <Screen title={t('about.title')}>
      <div className={styles.page}>
        <Panel title={t('about.is')}>
          <ul className={styles.says}>
            {says.map(key => (
              <li key={key}>{t(`about.says.${key}`)}</li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('about.build')}>
          <Answer of={about} rows={3}>
            {({ version, shell, demo, keychain }) => (
              <Fields>
                <Field label={t('about.version')}>{version}</Field>
                <Field label={t('about.shell')}>{t(`about.shells.${shell}`)}</Field>
                <Field label={t('about.keychain')}>{keychain}</Field>
                <Field label={t('about.clinic')}>{t(demo ? 'about.demo' : 'about.real')}</Field>
              </Fields>
            )}
          </Answer>
        </Panel>
      </div>
    </Screen>
  )
}
