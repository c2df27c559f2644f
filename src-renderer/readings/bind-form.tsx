import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Binding } from '../../src-shared/contract/monitoring.ts'
import { DayField } from '../ui/day-field.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { type Action, ActionButton } from '../ui/index.ts'
import styles from './readings.module.css'

type How = Binding['by']
const ways: readonly How[] = ['barcode', 'identifiers']

/** Who is in front of us: by the wristband, or by two things the patient says. The engine is the judge of both. */
export function BindForm({ onBind }: { onBind: (binding: Binding) => void }) {
  const { t } = useTranslation()
  const [how, setHow] = useState<How>('barcode')
  return (
    <div className={styles.form}>
      <SegmentedControl
        fullWidth
        aria-label={t('bind.how')}
        value={how}
        onChange={chosen => setHow(chosen === 'identifiers' ? 'identifiers' : 'barcode')}
        data={ways.map(value => ({ value, label: t(`bind.${value}`) }))}
      />
      {how === 'barcode' ? <ByBarcode onBind={onBind} /> : <ByIdentifiers onBind={onBind} />}
    </div>
  )
}

/** A scanner types the code and presses Enter. */
function ByBarcode({ onBind }: { onBind: (binding: Binding) => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const here = useFocusHere<HTMLInputElement>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '') onBind({ by: 'barcode', code: code.trim() })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        ref={here}
        label={t('bind.code')}
        value={code}
        maxLength={80}
        onChange={event => setCode(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button type="submit" disabled={code.trim() === ''}>
        {t('bind.confirm')}
      </Button>
    </form>
  )
}

function ByIdentifiers({ onBind }: { onBind: (binding: Binding) => void }) {
  const { t } = useTranslation()
  const [birthDate, setBirthDate] = useState('')
  const [nameOrNumber, setNameOrNumber] = useState('')
  const isWhole = birthDate !== '' && nameOrNumber.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole) onBind({ by: 'identifiers', birthDate, nameOrNumber: nameOrNumber.trim() })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <DayField label={t('bind.birthDate')} value={birthDate} onChange={setBirthDate} />
      <TextInput
        label={t('bind.nameOrNumber')}
        value={nameOrNumber}
        maxLength={120}
        onChange={event => setNameOrNumber(event.currentTarget.value)}
        autoComplete="off"
      />
      <Button type="submit" disabled={!isWhole}>
        {t('bind.confirm')}
      </Button>
    </form>
  )
}

/** How the patient was identified, and the way to do it again. */
export function Bound({ binding, onAgain }: { binding: Binding; onAgain?: () => void }) {
  const { t } = useTranslation()
  const change: Action = { id: 'bind.change', label: t('bind.change'), perform: onAgain ?? (() => {}) }
  return (
    <div className={styles.form}>
      <p className={styles.bound}>
        <IconCheck size={20} aria-hidden className={styles.ok} /> {t(`bind.bound.${binding.by}`)}
      </p>
      {onAgain && (
        <div>
          <ActionButton action={change} />
        </div>
      )}
    </div>
  )
}
