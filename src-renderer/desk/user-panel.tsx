import { Button, PasswordInput, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../src-shared/contract/access.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type Action, ActionButton, Failed, offerUndo, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import { leastPassword, roleChoices } from './choices.ts'
import styles from './desk.module.css'

/** One person: their role, their second step, a new password, whether they may sign in. */
export function UserPanel({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation()
  const own = useMe().userId === user.userId
  return (
    <SidePanel title={user.name} onClose={onClose}>
      <div className={styles.form}>
        {own ? (
          <p className={styles.line}>{t('users.notYourself')}</p>
        ) : (
          <>
            <RoleField user={user} />
            <ResetSecondStep user={user} />
            <NewPassword user={user} />
            {user.active && <Deactivate user={user} />}
          </>
        )}
      </div>
    </SidePanel>
  )
}

function RoleField({ user }: { user: User }) {
  const { t } = useTranslation()
  const { userId, name, role } = user
  const setRole = useMutation(useCutis().access.setRole.mutationOptions())
  const change = (next: User['role']) =>
    setRole.mutate(
      { userId, role: next },
      {
        onSuccess: () =>
          offerUndo({
            says: t('users.roleChanged', { name, role: t(`role.${next}`) }),
            undoLabel: t('state.undo'),
            undo: () => setRole.mutate({ userId, role }),
          }),
      },
    )
  return (
    <>
      <Select
        label={t('users.role')}
        data={roleChoices(t)}
        value={role}
        onChange={chosen => chosen && chosen !== role && change(chosen as User['role'])}
        allowDeselect={false}
      />
      {setRole.error && <Failed error={setRole.error} />}
    </>
  )
}

function ResetSecondStep({ user }: { user: User }) {
  const { t } = useTranslation()
  const reset = useMutation(useCutis().access.resetSecondStep.mutationOptions())
  const again: Action = {
    id: 'users.reset',
    label: t('users.reset'),
    disabledWhy: user.secondStep === 'pending' ? t('users.alreadyPending') : undefined,
    perform: () => reset.mutate({ userId: user.userId }),
  }
  return (
    <>
      <ActionButton action={again} busy={reset.isPending} fullWidth />
      {reset.error && <Failed error={reset.error} />}
    </>
  )
}

/** A forgotten password; or, for somebody who was let go, the one they come back with. */
function NewPassword({ user }: { user: User }) {
  const { t } = useTranslation()
  const { userId, name, active } = user
  const { access } = useCutis()
  const [password, setPassword] = useState('')
  const done = () => {
    setPassword('')
    tell(t(active ? 'users.passwordSet' : 'users.activated', { name }))
  }
  const set = useMutation(access.setPassword.mutationOptions({ onSuccess: done }))
  const letIn = useMutation(access.setActive.mutationOptions({ onSuccess: done }))
  const error = set.error ?? letIn.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (active) set.mutate({ userId, password })
    else letIn.mutate({ userId, active: true, password })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        label={t('users.newPassword')}
        description={t(active ? 'users.firstPasswordHint' : 'users.activateHint', { count: leastPassword })}
        value={password}
        autoComplete="new-password"
        onChange={event => setPassword(event.currentTarget.value)}
      />
      {error && <Failed error={error} />}
      <Button
        type="submit"
        variant="default"
        disabled={password.length < leastPassword}
        loading={set.isPending || letIn.isPending}
      >
        {t(active ? 'users.setPassword' : 'users.activate')}
      </Button>
    </form>
  )
}

/** Not to be taken back by one click: their key to the vault goes with it. */
function Deactivate({ user }: { user: User }) {
  const { t } = useTranslation()
  const { userId, name } = user
  const [asked, setAsked] = useState(false)
  const letGo = useMutation(
    useCutis().access.setActive.mutationOptions({ onSuccess: () => tell(t('users.deactivated', { name })) }),
  )
  return (
    <div className={styles.form}>
      {asked && <p className={styles.line}>{t('users.deactivateSays', { name })}</p>}
      {letGo.error && <Failed error={letGo.error} />}
      <Button
        variant="default"
        loading={letGo.isPending}
        onClick={() => (asked ? letGo.mutate({ userId, active: false }) : setAsked(true))}
      >
        {t(asked ? 'users.deactivateNow' : 'users.deactivate')}
      </Button>
    </div>
  )
}
