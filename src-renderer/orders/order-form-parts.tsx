import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { Failed } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './orders.module.css'

interface OrderFormProps {
  readonly title: string
  readonly button: string
  readonly whole: boolean
  readonly saving: { readonly isPending: boolean; readonly error: unknown }
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form beside the list: its fields, what failed, and the one button. */
export function OrderForm({ title, button, whole, saving, onSubmit, onClose, children }: OrderFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole && !saving.isPending) onSubmit()
  }
  return (
    <SidePanel title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {children}
        {saving.error !== null && saving.error !== undefined && <Failed error={saving.error} />}
        <Button type="submit" disabled={!whole} loading={saving.isPending}>
          {button}
        </Button>
      </form>
    </SidePanel>
  )
}
