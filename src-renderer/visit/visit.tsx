import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askForMedia, type Granted } from '../../src-call/index.ts'
import type { Visit as VisitFace } from '../../src-shared/contract/visits.ts'
import { useCutis } from '../link/index.ts'
import { Answer, Empty, Panel, type PlaceProps, Screen } from '../ui/index.ts'
import { CallView } from './call-view.tsx'
import { InvitePanel } from './invite-panel.tsx'
import { StartPanel } from './start-panel.tsx'
import styles from './visit.module.css'

/** A visit by video: the link and the start, the call, the end. */
export function Visit({ place }: PlaceProps<'visit'>) {
  const { caseId } = place
  const visit = useQuery(useCutis().visits.visit.queryOptions({ input: { caseId } }))
  return <Answer of={visit}>{known => <VisitDesk key={caseId} visit={known} />}</Answer>
}

function VisitDesk({ visit }: { visit: VisitFace }) {
  const { t } = useTranslation('visit')
  const [granted, setGranted] = useState<Granted>()
  const [relayOnly, setRelayOnly] = useState(false)
  const check = (
    <>
      <DeviceCheck granted={granted} onGranted={setGranted} />
      <Checkbox
        label={t('relayOnly')}
        description={t('relayOnlySays')}
        checked={relayOnly}
        onChange={({ currentTarget }) => setRelayOnly(currentTarget.checked)}
      />
    </>
  )
  if (visit.state === 'over')
    return (
      <Screen title={t('title')}>
        <Empty title={t('state.over')} hint={t('ended')} />
      </Screen>
    )
  return (
    <Screen title={t('title')}>
      {visit.state === 'started' && granted ? (
        <CallView visit={visit} granted={granted} relayOnly={relayOnly} />
      ) : (
        <div className={styles.columns}>
          <div className={styles.main}>
            {visit.state === 'planned' ? (
              <StartPanel visit={visit} granted={granted} check={check} />
            ) : (
              <Panel title={t('check')}>{check}</Panel>
            )}
          </div>
          <aside className={styles.side}>
            <InvitePanel visit={visit} />
          </aside>
        </div>
      )}
    </Screen>
  )
}

interface CheckProps {
  readonly granted: Granted | undefined
  readonly onGranted: (granted: Granted) => void
}

/** Camera and microphone, before the patient sees or hears. */
function DeviceCheck({ granted, onGranted }: CheckProps) {
  const { t } = useTranslation('visit')
  return (
    <div className={styles.acts}>
      <Button variant="default" onClick={() => void askForMedia().then(onGranted)}>
        {t('check')}
      </Button>
      {granted && (
        <output className={styles.words}>
          {t(granted.camera ? 'checked.camera' : 'checked.noCamera')}
          {' · '}
          {t(granted.microphone ? 'checked.microphone' : 'checked.noMicrophone')}
        </output>
      )}
    </div>
  )
}
