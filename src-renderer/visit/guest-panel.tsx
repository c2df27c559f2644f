import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallState } from '../../src-call/index.ts'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { type Guest, type GuestRole, guestRoles, longestGuestName } from '../../src-shared/visit/index.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/index.ts'
import { MadeLink } from '../ui/patient-link.tsx'
import { Signed } from './call-words.tsx'
import { Failure } from './failure.tsx'
import type { VisitCall } from './use-visit-call.ts'
import styles from './visit.module.css'

interface GuestProps {
  readonly visit: Visit
  readonly room: VisitCall
}

/** A third in the visit: their link, and once they are there, letting them in and sending them out. */
export function GuestPanel({ visit, room }: GuestProps) {
  const { t } = useTranslation('visit')
  return (
    <Panel title={t('guest')}>
      {room.guest && room.isGuestHere ? (
        <GuestHere visit={visit} guest={room.guest} call={room.third} />
      ) : (
        <InviteGuest visit={visit} />
      )}
    </Panel>
  )
}

function GuestHere({
  visit: { caseId },
  guest,
  call,
}: Pick<GuestProps, 'visit'> & { guest: Guest; call: CallState | undefined }) {
  const { t } = useTranslation('visit')
  const admit = useMutation(useCutis().visits.admitGuest.mutationOptions())
  const out = useMutation(useCutis().visits.sendGuestOut.mutationOptions())
  const says = guest.admitted ? 'guestIn' : guest.agreed ? 'guestAgreed' : 'guestWaits'
  return (
    <div className={styles.form}>
      <output className={styles.words}>{t(says, { name: guest.name, role: t(`role.${guest.role}`) })}</output>
      {!guest.admitted && (
        <Button disabled={!guest.agreed} loading={admit.isPending} onClick={() => admit.mutate({ caseId })}>
          {t('guestAdmit')}
        </Button>
      )}
      <Button variant="default" loading={out.isPending} onClick={() => out.mutate({ caseId })}>
        {t('guestOut')}
      </Button>
      <Failure of={admit.error ?? out.error} />
      {call?.safety !== undefined && (
        <p className={styles.words}>
          {t('guestSafety')}: <strong className={styles.code}>{call.safety}</strong>
        </p>
      )}
      {call?.phase === 'connected' && <Signed call={call} />}
    </div>
  )
}

function InviteGuest({ visit: { caseId } }: Pick<GuestProps, 'visit'>) {
  const { t } = useTranslation('visit')
  const [name, setName] = useState('')
  const [role, setRole] = useState<GuestRole>('interpreter')
  const invite = useMutation(useCutis().visits.inviteGuest.mutationOptions())
  return (
    <div className={styles.form}>
      <p className={styles.fine}>{t('guestSays')}</p>
      <div className={styles.pair}>
        <TextInput
          label={t('guestName')}
          value={name}
          maxLength={longestGuestName}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Select
          label={t('guestRole')}
          data={guestRoles.map(one => ({ value: one, label: t(`role.${one}`) }))}
          value={role}
          allowDeselect={false}
          onChange={chosen => setRole(guestRoles.find(one => one === chosen) ?? 'interpreter')}
        />
      </div>
      <Button
        variant="default"
        disabled={name.trim() === ''}
        loading={invite.isPending}
        onClick={() => invite.mutate({ caseId, name: name.trim(), role })}
      >
        {t('guestMakeLink')}
      </Button>
      <Failure of={invite.error} />
      {invite.data && <MadeLink label={t('guestLink')} made={invite.data} />}
    </div>
  )
}
