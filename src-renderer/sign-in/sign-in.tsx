import { useNetwork } from '@mantine/hooks'
import { IconCloudOff, IconFlask } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door, Enrolment, Face } from '../../src-shared/contract/access.ts'
import { useCutis } from '../link/index.ts'
import { Mark } from '../ui/mark.tsx'
import { useWay } from '../ui/place.ts'
import { StatusChip } from '../ui/status-chip.tsx'
import { Enrol } from './enrol.tsx'
import { Faces } from './faces.tsx'
import { FirstRun } from './first-run.tsx'
import { PasswordForm } from './password-form.tsx'
import styles from './sign-in.module.css'

/** The way in: who, password, code; at a workstation that is new, its first person. */
export function SignIn({ door }: { door: Door }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { access } = useCutis()
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const inside = () => void cache.invalidateQueries({ queryKey: access.door.key() })
  return (
    <div className={styles.ground}>
      <main className={styles.card}>
        <header className={styles.head}>
          <Mark sizePx={36} />
          <div>
            <h1>{t('signIn.cutis')}</h1>
            <p className={styles.soft}>{door.clinicName ?? t('signIn.tagline')}</p>
          </div>
          <span className={styles.chips}>
            {door.demo && <StatusChip icon={IconFlask} word={t('frame.demo')} />}
            <Network />
          </span>
        </header>
        {enrolment ? (
          <Enrol enrolment={enrolment} onIn={inside} onOver={() => setEnrolment(undefined)} />
        ) : door.house === 'fresh' ? (
          <FirstRun onEnrol={setEnrolment} />
        ) : (
          <WayIn door={door} onEnrol={setEnrolment} onIn={inside} />
        )}
      </main>
      <footer className={styles.foot}>{t('signIn.foot')}</footer>
    </div>
  )
}

/** Whoever was here before the lock, or the only person there is. */
function likelyFace(faces: readonly Face[]): Face | undefined {
  const { owner } = useWay.getState()
  return faces.length === 1 ? faces[0] : faces.find(({ userId }) => userId === owner)
}

function WayIn({ door, onEnrol, onIn }: { door: Door; onEnrol: (enrolment: Enrolment) => void; onIn: () => void }) {
  const [face, setFace] = useState(() => likelyFace(door.faces))
  const demo = door.demoFaces?.find(({ userId }) => userId === face?.userId)
  return (
    <div className={styles.columns}>
      <Faces faces={door.faces} chosen={face} onChoose={setFace} />
      <PasswordForm key={face?.userId} face={face} demo={demo} onEnrol={onEnrol} onIn={onIn} />
    </div>
  )
}

/** Only what hinders is said: work goes on without a network. */
function Network() {
  const { t } = useTranslation()
  const { online } = useNetwork()
  return online ? null : <StatusChip icon={IconCloudOff} word={t('signIn.offline')} tone="warn" />
}
