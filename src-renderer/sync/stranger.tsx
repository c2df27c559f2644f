import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../src-shared/contract/sync.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { useFocusHere } from '../ui/focus.ts'
import { ActionButton, Failed, tell } from '../ui/index.ts'
import styles from './sync.module.css'

/** Where the clinic answers, as one would type it: `clinic.example:8443`. */
export function hostOf(clinic: string | undefined): string {
  return clinic === undefined ? '' : clinic.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '')
}

/** The clinic there is not the one whose answers are kept here: why nothing is sent, and the one deliberate way on. */
export function Stranger({ state }: { state: SyncState }) {
  const { t } = useTranslation()
  const { role } = useMe()
  const [deciding, setDeciding] = useState(false)
  const decide = {
    id: 'sync.startOver',
    label: t('stranger.decide'),
    icon: IconArrowRight,
    perform: () => setDeciding(true),
    disabledWhy: may(role, 'sync.resolve') ? undefined : t('stranger.notYours'),
  }
  return (
    <section className={styles.stranger} aria-labelledby="sync-stranger">
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden className={styles.sign} />
      <div>
        <h2 id="sync-stranger">{t('stranger.title')}</h2>
        <p>{t('stranger.safe')}</p>
        <p>{t('stranger.mistake')}</p>
        <p>{t('stranger.meant')}</p>
        {deciding ? <Decide state={state} onClose={() => setDeciding(false)} /> : <ActionButton action={decide} />}
      </div>
    </section>
  )
}

/** The address is typed by hand: whoever sends a whole record there has looked where it goes. */
function Decide({ state, onClose }: { state: SyncState; onClose: () => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const here = useFocusHere<HTMLInputElement>()
  const host = hostOf(state.clinic)
  const go = useMutation(
    useCutis().sync.startOver.mutationOptions({
      onSuccess: () => {
        tell(t('stranger.started', { host }))
        onClose()
      },
    }),
  )
  const isSame = host !== '' && typed.trim().toLowerCase() === host.toLowerCase()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isSame) go.mutate(undefined)
  }
  return (
    <form className={styles.decide} onSubmit={submit}>
      <TextInput
        ref={here}
        label={t('stranger.typeHost', { host })}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {go.error && <Failed error={go.error} />}
      <div className={styles.buttons}>
        <ActionButton action={{ id: 'sync.notNow', label: t('state.cancel'), icon: IconX, perform: onClose }} />
        <Button type="submit" disabled={!isSame} loading={go.isPending}>
          {t('stranger.start')}
        </Button>
      </div>
    </form>
  )
}
