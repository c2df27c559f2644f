import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pharmacy } from '../../src-shared/contract/prescribing.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Failed, Panel, tell } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './desk.module.css'

/** The pharmacies that a prescription suggests. */
export function Pharmacies() {
  const { t } = useTranslation()
  const kept = useQuery(useCutis().prescribing.pharmacies.queryOptions())
  return (
    <Panel title={t('desk.pharmacies')}>
      <Answer of={kept} rows={2}>
        {list => <Listed list={list} />}
      </Answer>
    </Panel>
  )
}

function Listed({ list }: { readonly list: readonly Pharmacy[] }) {
  const { t } = useTranslation()
  const { role } = useMe()
  const isMine = may(role, 'clinic.configure')
  const { prescribing } = useCutis()
  const save = useMutation(prescribing.setPharmacies.mutationOptions({ onSuccess: () => tell(t('desk.saved')) }))
  const set = (next: readonly Pharmacy[]) => save.mutate({ list: [...next] })
  return (
    <>
      {list.length === 0 && <p>{t('desk.noPharmacies')}</p>}
      {list.map(pharmacy => (
        <div key={pharmacy.name} className={styles.pharmacy}>
          <span>
            {pharmacy.name}
            {pharmacy.ncpdp !== undefined && ` (NCPDP ${pharmacy.ncpdp})`}
          </span>
          {isMine && (
            <ActionIcon
              variant="default"
              aria-label={t('desk.dropPharmacy', { name: pharmacy.name })}
              onClick={() => set(list.filter(({ name }) => name !== pharmacy.name))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {isMine && <Add list={list} onList={set} />}
      {save.error && <Failed error={save.error} />}
    </>
  )
}

interface AddProps {
  readonly list: readonly Pharmacy[]
  readonly onList: (list: readonly Pharmacy[]) => void
}

function Add({ list, onList }: AddProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [ncpdp, setNcpdp] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const number = ncpdp.trim() === '' ? {} : { ncpdp: ncpdp.trim() }
    onList([...list.filter(one => one.name !== name.trim()), { name: name.trim(), ...number }])
    setName('')
    setNcpdp('')
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('desk.pharmacyName')}
        value={name}
        maxLength={200}
        onChange={event => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('desk.pharmacyNcpdp')}
        value={ncpdp}
        maxLength={20}
        onChange={event => setNcpdp(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {t('desk.addPharmacy')}
      </Button>
    </form>
  )
}
