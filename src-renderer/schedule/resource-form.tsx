import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ResourceKind, resourceKinds } from '../../src-shared/clinical/schedule/kinds.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Failed, tell } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './schedule.module.css'

/** Names a clinician, a room or a device that can be booked. */
export function ResourceForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('schedule')
  const me = useMe()
  const [kind, setKind] = useState<ResourceKind>('clinician')
  const [name, setName] = useState<string>(me.name)
  const put = useMutation(
    useCutis().schedule.putResource.mutationOptions({
      onSuccess: () => {
        tell(t('added'))
        setName('')
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    put.mutate({ resourceId: crypto.randomUUID() as RecordId, kind, name })
  }
  return (
    <SidePanel title={t('addResource')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Select
          label={t('kind')}
          allowDeselect={false}
          data={resourceKinds.map(value => ({ value, label: t(value) }))}
          value={kind}
          onChange={chosen => setKind(resourceKinds.find(one => one === chosen) ?? kind)}
        />
        <TextInput label={t('name')} value={name} maxLength={100} onChange={e => setName(e.currentTarget.value)} />
        {put.error && <Failed error={put.error} />}
        <Button type="submit" disabled={name.trim() === ''} loading={put.isPending}>
          {t('add')}
        </Button>
      </form>
    </SidePanel>
  )
}
