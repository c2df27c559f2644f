import { IconArchive, IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaptureFace, ReadingFace, Redecoded } from '../../src-shared/contract/monitoring.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { bytesText } from '../ui/bytes-text.ts'
import { type Action, ActionButton, Failed, Field, Fields, stampText, tell, useActions } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './readings.module.css'
import { useReadingWords } from './use-words.ts'

/** One sealed tape: what it is, and what today's decoder makes of it. */
export function CapturePanel({ capture, onClose }: { capture: CaptureFace; onClose: () => void }) {
  const { t } = useTranslation()
  const { role } = useMe()
  const { captureId, patientId } = capture
  const decode = useMutation(useCutis().monitoring.redecode.mutationOptions())
  const commit = useMutation(
    useCutis().monitoring.redecode.mutationOptions({ onSuccess: () => tell(t('captures.committed')) }),
  )
  const [again] = useActions([
    {
      id: 'captures.again',
      label: t('captures.again'),
      icon: IconRefresh,
      shortcut: 'd',
      perform: () => decode.mutate({ patientId, captureId, commit: false }),
      disabledWhy: may(role, 'reading.write') ? undefined : t('readings.notYours'),
    },
  ])
  return (
    <SidePanel title={capture.device} onClose={onClose}>
      <div className={styles.form}>
        <Fields>
          <Field label={t('captures.started')}>{stampText(capture.startedAt)}</Field>
          <Field label={t('captures.driver')}>
            {t('captures.version', { driver: capture.driver, version: capture.driverVersion })}
          </Field>
          <Field label={t('captures.size')}>{bytesText(capture.sizeBytes)}</Field>
          <Field label={t('captures.readings')}>{capture.readings}</Field>
          <Field label={t('captures.sha')}>
            <span className={styles.code}>{capture.sha256}</span>
          </Field>
        </Fields>
        <p className={styles.line}>{t('captures.againHint')}</p>
        <ActionButton action={again} busy={decode.isPending} />
        {(decode.error ?? commit.error) && <Failed error={decode.error ?? commit.error} />}
        {decode.data && (
          <Difference
            of={decode.data}
            committed={commit.data !== undefined}
            onCommit={() => commit.mutate({ patientId, captureId, commit: true })}
          />
        )}
      </div>
    </SidePanel>
  )
}

interface DifferenceProps {
  readonly of: Redecoded
  readonly committed: boolean
  readonly onCommit: () => void
}

function Difference({ of, committed, onCommit }: DifferenceProps) {
  const { t } = useTranslation()
  const { added, missing, same, version } = of
  const commit: Action = {
    id: 'captures.commit',
    label: t('captures.commit', { count: added.length }),
    icon: IconArchive,
    perform: onCommit,
  }
  return (
    <section className={styles.form} aria-live="polite">
      <strong>{t('captures.by', { version })}</strong>
      <p className={styles.line}>{t('captures.same', { count: same })}</p>
      {added.length === 0 && missing.length === 0 && <p className={styles.line}>{t('captures.noChange')}</p>}
      {added.length > 0 && (
        <>
          <Few rows={added} title={t('captures.added', { count: added.length })} />
          {committed ? <p>{t('captures.committed')}</p> : <ActionButton action={commit} variant="filled" />}
        </>
      )}
      {missing.length > 0 && (
        <>
          <Few rows={missing} title={t('captures.missing', { count: missing.length })} />
          <p className={styles.line}>{t('captures.missingHint')}</p>
        </>
      )}
    </section>
  )
}

const most = 50

/** The first of them, in a line each: the panel is narrow, and the count says how many there are. */
function Few({ rows, title }: { rows: readonly ReadingFace[]; title: string }) {
  const { kindWord, valueWords } = useReadingWords()
  return (
    <>
      <strong>{title}</strong>
      <ul className={styles.difference}>
        {rows.slice(0, most).map(row => (
          <li key={row.readingId}>
            <span className={`${styles.soft} figures`}>{stampText(row.effectiveAt)}</span> {kindWord(row.kind)}{' '}
            <strong>{valueWords(row.parts)}</strong>
          </li>
        ))}
        {rows.length > most && <li>…</li>}
      </ul>
    </>
  )
}
