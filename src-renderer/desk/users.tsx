import { IconCircleCheck, IconCircleOff, IconClock, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../src-shared/contract/access.ts'
import { useCutis, useMe } from '../link/index.ts'
import {
  type Action,
  ActionButton,
  type Column,
  DataTable,
  Empty,
  Failed,
  offerUndo,
  Panel,
  StatusChip,
  stampText,
  useActions,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { AddUser } from './add-user.tsx'
import styles from './desk.module.css'

/** The people of this workstation. */
export function Users() {
  const { t } = useTranslation()
  const users = useQuery(useCutis().access.users.queryOptions())
  const [adding, setAdding] = useState(false)
  const [add] = useActions([
    { id: 'users.add', label: t('users.add'), icon: IconUserPlus, shortcut: 'n', perform: () => setAdding(true) },
  ])
  return (
    <div className={styles.columns}>
      <Panel
        title={t('desk.tabs.users')}
        note={users.data?.length}
        tools={<ActionButton action={add} variant="filled" />}
        fill
        flush
      >
        <Answer of={users}>{rows => <UserTable users={rows} />}</Answer>
      </Panel>
      {adding && <AddUser onClose={() => setAdding(false)} />}
    </div>
  )
}

function UserTable({ users }: { users: readonly User[] }) {
  const { t } = useTranslation()
  const columns: Column<User>[] = [
    { key: 'name', head: t('users.name'), cell: user => user.name },
    { key: 'role', head: t('users.role'), width: '180px', cell: user => t(`role.${user.role}`) },
    { key: 'state', head: t('today.state'), width: '130px', cell: user => <ActiveChip active={user.active} /> },
    { key: 'second', head: t('users.secondStep'), width: '150px', cell: user => <SecondStep of={user.secondStep} /> },
    {
      key: 'last',
      head: t('users.last'),
      width: '170px',
      cell: user => user.lastSignInAt && stampText(user.lastSignInAt),
    },
    { key: 'acts', head: '', width: '280px', align: 'right', cell: user => <UserActs user={user} /> },
  ]
  if (users.length === 0) return <Empty icon={IconUsers} title={t('users.none')} />
  return <DataTable label={t('desk.tabs.users')} rows={users} columns={columns} rowKey={user => user.userId} />
}

function ActiveChip({ active }: Pick<User, 'active'>) {
  const { t } = useTranslation()
  return active ? (
    <StatusChip icon={IconCircleCheck} word={t('users.active')} tone="ok" quiet />
  ) : (
    <StatusChip icon={IconCircleOff} word={t('users.inactive')} quiet />
  )
}

function SecondStep({ of }: { of: User['secondStep'] }) {
  const { t } = useTranslation()
  return of === 'set' ? (
    <StatusChip icon={IconCircleCheck} word={t('users.set')} tone="ok" quiet />
  ) : (
    <StatusChip icon={IconClock} word={t('users.pending')} tone="warn" quiet />
  )
}

function UserActs({ user }: { user: User }) {
  const { t } = useTranslation()
  const me = useMe()
  const { access } = useCutis()
  const setActive = useMutation(access.setActive.mutationOptions())
  const reset = useMutation(access.resetSecondStep.mutationOptions())
  const { userId, name, active } = user
  const own = userId === me.userId ? t('users.notYourself') : undefined
  const toggle: Action = {
    id: `users.active.${userId}`,
    label: t(active ? 'users.deactivate' : 'users.activate'),
    disabledWhy: own,
    perform: () =>
      setActive.mutate(
        { userId, active: !active },
        {
          onSuccess: () =>
            offerUndo({
              says: t(active ? 'users.deactivated' : 'users.activated', { name }),
              undoLabel: t('state.undo'),
              undo: () => setActive.mutate({ userId, active }),
            }),
        },
      ),
  }
  const again: Action = {
    id: `users.reset.${userId}`,
    label: t('users.reset'),
    disabledWhy: own ?? (user.secondStep === 'pending' ? t('users.alreadyPending') : undefined),
    perform: () => reset.mutate({ userId }),
  }
  const error = setActive.error ?? reset.error
  return (
    <span className={styles.acts}>
      {error && <Failed error={error} />}
      <ActionButton action={again} size="compact-xs" busy={reset.isPending} />
      <ActionButton action={toggle} size="compact-xs" busy={setActive.isPending} />
    </span>
  )
}
