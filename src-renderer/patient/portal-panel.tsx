import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortalEntry } from '../../src-shared/contract/portal.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import type { PortalItemId } from '../../src-shared/portal/index.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Answer, dayOf, Failed, Panel, tell } from '../ui/index.ts'
import { LinkWishFields, MadeLink, usualLink } from '../ui/patient-link.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patient.module.css'
import { usePatientState } from './state.ts'

/** What the patient filled in on the portal, and the way to a link. */
export function PortalPanel({ patientId }: { patientId: PatientId }) {
  const { t } = useTranslation('portal')
  const { role } = useMe()
  const entries = useQuery(useCutis().portal.entries.queryOptions({ input: { patientId } }))
  return (
    <Panel title={t('title')} note={entries.data?.length} flush>
      <Answer of={entries} rows={1}>
        {rows => (
          <ul className={styles.told}>
            {rows.slice(0, 5).map(row => (
              <EntryLine key={row.responseId} row={row} />
            ))}
            {rows.length === 0 && <li className={styles.none}>{t('none')}</li>}
          </ul>
        )}
      </Answer>
      {(entries.data?.length ?? 0) > 0 && (
        <Button variant="default" m="xs" mr={0} onClick={() => usePatientState.setState({ task: 'symptoms' })}>
          {t('wholeLog')}
        </Button>
      )}
      {may(role, 'message.write') && (
        <Button variant="default" m="xs" onClick={() => usePatientState.setState({ task: 'portal' })}>
          {t('link')}
        </Button>
      )}
    </Panel>
  )
}

/** One filled-in form in a line. */
export function EntryLine({ row: { form, at, answers } }: { row: PortalEntry }) {
  const { t } = useTranslation('portal')
  const said = (answer: number | boolean | string) =>
    typeof answer === 'boolean' ? t(answer ? 'yes' : 'no') : String(answer)
  return (
    <li className={styles.case}>
      <span className={styles.grow}>
        {t(`forms.${form}`)}
        <span className={styles.soft}>
          {dayOf(at)} ·{' '}
          {answers.map(({ id, answer }) => `${t(`items.${id as PortalItemId}`)}: ${said(answer)}`).join(' · ')}
        </span>
      </span>
    </li>
  )
}

/** Makes the link that lets the patient in, and takes everything back. */
export function PortalLink({ patientId, onClose }: { patientId: PatientId; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [wish, setWish] = useState(usualLink)
  const { portal } = useCutis()
  const invite = useMutation(portal.invite.mutationOptions())
  const revoke = useMutation(portal.revoke.mutationOptions({ onSuccess: () => tell(t('revoked')) }))
  const error = invite.error ?? revoke.error
  return (
    <SidePanel title={t('link')} onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.line}>{t('linkSays')}</p>
        <LinkWishFields value={wish} onChange={setWish} />
        <Button loading={invite.isPending} onClick={() => invite.mutate({ patientId, ...wish })}>
          {t('make')}
        </Button>
        {error && <Failed error={error} />}
        {invite.data && (
          <>
            <MadeLink label={t('address')} made={invite.data} />
            <img
              className={styles.qr}
              src={`data:image/svg+xml,${encodeURIComponent(invite.data.qrSvg)}`}
              alt={t('qr')}
            />
          </>
        )}
        <Button
          variant="default"
          loading={revoke.isPending}
          onClick={() => {
            invite.reset()
            revoke.mutate({ patientId })
          }}
        >
          {t('revoke')}
        </Button>
      </div>
    </SidePanel>
  )
}
