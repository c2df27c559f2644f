import { IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { ActionButton, type PlaceProps, Screen, useActions, useReplace } from '../ui/index.ts'
import { ImportPanel } from './import-panel.tsx'
import { NewPatient } from './new-patient.tsx'
import styles from './patients.module.css'
import { Search } from './search.tsx'

/** Find a patient; make one; take some in from a bundle. */
export function Patients({ place }: PlaceProps<'patients'>) {
  const { t } = useTranslation()
  const { role } = useMe()
  const replace = useReplace()
  const task = place.task ?? 'search'
  const why = (permission: 'patient.write' | 'patient.import') =>
    may(role, permission) ? undefined : t('patients.notYours')
  const tools = useActions([
    {
      id: 'patients.import',
      label: t('go.import'),
      icon: IconFileImport,
      shortcut: 'i',
      perform: () => replace({ at: 'patients', task: 'import' }),
      disabledWhy: why('patient.import'),
    },
    {
      id: 'patients.new',
      label: t('go.newPatient'),
      icon: IconUserPlus,
      shortcut: 'n',
      perform: () => replace({ at: 'patients', task: 'new' }),
      disabledWhy: why('patient.write'),
    },
  ])
  const close = () => replace({ at: 'patients' })
  const buttons = tools.map((tool, at) => (
    <ActionButton key={tool.id} action={tool} variant={at === 1 ? 'filled' : 'default'} />
  ))
  return (
    <Screen title={t('go.patients')} tools={buttons}>
      <div className={styles.columns}>
        <Search place={place} />
        {task === 'new' && <NewPatient onClose={close} />}
        {task === 'import' && <ImportPanel onClose={close} />}
      </div>
    </Screen>
  )
}
