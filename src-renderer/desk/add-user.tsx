import { Button, PasswordInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Face } from '../../src-shared/contract/access.ts'
import { useCutis } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { Failed, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import { leastPassword, roleChoices } from './choices.ts'
import styles from './desk.module.css'

/** A new person with a first password; their second step is set up when they sign in first. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Face['role']>('dermatologist')
  const [password, setPassword] = useState('')
  const here = useFocusHere<HTMLInputElement>()
  const added = (face: Face) => {
    tell(t('users.added', { name: face.name }))
    onClose()
  }
  const add = useMutation(useCutis().access.addUser.mutationOptions({ onSuccess: added }))
  const ready = name.trim() !== '' && password.length >= leastPassword
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) add.mutate({ name: name.trim(), role, password })
  }
  return (
    <SidePanel title={t('users.add')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          ref={here}
          label={t('users.name')}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          maxLength={120}
        />
        <Select
          label={t('users.role')}
          data={roleChoices(t)}
          value={role}
          onChange={chosen => chosen && setRole(chosen as Face['role'])}
          allowDeselect={false}
        />
        <PasswordInput
          label={t('users.firstPassword')}
          description={t('users.firstPasswordHint', { count: leastPassword })}
          value={password}
          autoComplete="new-password"
          onChange={event => setPassword(event.currentTarget.value)}
        />
        {add.error && <Failed error={add.error} />}
        <Button type="submit" disabled={!ready} loading={add.isPending}>
          {t('users.add')}
        </Button>
      </form>
    </SidePanel>
  )
}
