import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/index.ts'
import { LinkWishFields, MadeLink, usualLink } from '../ui/patient-link.tsx'
import { Failure } from './failure.tsx'
import styles from './visit.module.css'

/** Makes the link that brings the patient here. */
export function InvitePanel({ visit: { caseId } }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const [wish, setWish] = useState(usualLink)
  const invite = useMutation(useCutis().visits.invite.mutationOptions())
  return (
    <Panel title={t('invite')}>
      <div className={styles.form}>
        <p className={styles.fine}>{t('inviteSays')}</p>
        <div className={styles.pair}>
          <LinkWishFields value={wish} onChange={setWish} />
        </div>
        <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate({ caseId, ...wish })}>
          {t('makeLink')}
        </Button>
        <Failure of={invite.error} />
        {invite.data && <MadeLink label={t('link')} made={invite.data} />}
      </div>
    </Panel>
  )
}
