import { Skeleton } from '@mantine/core'
import { type Icon, IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { troubleOf } from '../link/index.ts'
import { ActionButton } from './action-button.tsx'
import type { Action } from './actions.ts'
import styles from './states.module.css'

interface EmptyProps {
  readonly icon?: Icon
  /** What there is not. */
  readonly title: string
  /** What to do first. */
  readonly hint?: string
  readonly action?: Action
}

/** Nothing here yet, and what to do about it. */
export function Empty({ icon: Sign, title, hint, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      {Sign && <Sign size={28} stroke={1.25} aria-hidden />}
      <p className={styles.title}>{title}</p>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {action && <ActionButton action={action} variant="filled" />}
    </div>
  )
}

/** What failed, what is safe, what to do, and the number for support. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation()
  const trouble = troubleOf(error)
  const retry: Action = { id: 'state.again', label: t('state.again'), perform: again ?? (() => {}) }
  return (
    <div className={styles.failed} role="alert">
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden className={styles.sign} />
      <div>
        <p className={styles.title}>{trouble.says}</p>
        <p className={styles.hint}>{trouble.next}</p>
        {trouble.incident !== undefined && (
          <p className={styles.hint}>{t('state.incident', { id: trouble.incident })}</p>
        )}
        {again && trouble.retry !== 'never' && (
          <div className={styles.again}>
            <ActionButton action={retry} />
          </div>
        )}
      </div>
    </div>
  )
}

/** True once `ms` have passed: what comes quicker than that needs no sign of waiting. */
export function useLate(ms: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late
}

/** Grey rows in the place of what is coming, from 150 ms on. */
export function Loading({ rows = 6, rowHeight = 32 }: { rows?: number; rowHeight?: number }) {
  const { t } = useTranslation()
  const late = useLate(150)
  return (
    <div className={styles.loading} aria-busy="true">
      <output className="visually-hidden">{t('state.loading')}</output>
      {late && Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={rowHeight - 12} radius="sm" />)}
    </div>
  )
}

interface Asked<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

interface AnswerProps<T> {
  readonly of: Asked<T>
  readonly rows?: number
  readonly children: (data: T) => ReactNode
}

/** One query as a screen shows it: waiting, failed, or its data. Data once seen stay on screen while they are asked again. */
export function Answer<T>({ of, rows, children }: AnswerProps<T>) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Failed error={of.error} again={() => void of.refetch()} />
  return rows === undefined ? <Loading /> : <Loading rows={rows} />
}
