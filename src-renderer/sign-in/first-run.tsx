import { type Icon, IconBuildingHospital, IconFlask } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Enrolment } from '../../src-shared/contract/access.ts'
import { useCutis } from '../link/index.ts'
import { Refused } from './refused.tsx'
import { SetUpForm } from './set-up-form.tsx'
import styles from './sign-in.module.css'

/** A workstation that holds nothing yet: set it up, or look around first. */
export function FirstRun({ onEnrol }: { onEnrol: (enrolment: Enrolment) => void }) {
  const { t } = useTranslation()
  const [settingUp, setSettingUp] = useState(false)
  const demo = useMutation(useCutis().access.openDemo.mutationOptions())
  if (settingUp) return <SetUpForm onEnrol={onEnrol} onBack={() => setSettingUp(false)} />
  return (
    <div className={styles.ways}>
      <Way
        icon={IconBuildingHospital}
        title={t('signIn.setUp')}
        says={t('signIn.setUpSays')}
        onTake={() => setSettingUp(true)}
      />
      <Way
        icon={IconFlask}
        title={demo.isPending || demo.isSuccess ? t('signIn.demoOpening') : t('signIn.openDemo')}
        says={t('signIn.openDemoSays')}
        busy={demo.isPending || demo.isSuccess}
        onTake={() => demo.mutate(undefined)}
      />
      {demo.error && <Refused error={demo.error} />}
    </div>
  )
}

interface WayProps {
  readonly icon: Icon
  readonly title: string
  readonly says: string
  readonly busy?: boolean
  readonly onTake: () => void
}

function Way({ icon: Sign, title, says, busy = false, onTake }: WayProps) {
  return (
    <button type="button" className={styles.way} disabled={busy} aria-busy={busy} onClick={onTake}>
      <Sign size={28} stroke={1.5} aria-hidden />
      <strong>{title}</strong>
      <span>{says}</span>
    </button>
  )
}
