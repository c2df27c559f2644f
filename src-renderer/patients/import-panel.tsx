import { Button, FileButton } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Imported } from '../../src-shared/contract/records.ts'
import { useClient } from '../link/index.ts'
import { Failed } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './patients.module.css'

/** As the contract allows; a larger file is not even read. */
const largestBytes = 20_000_000

/** Takes patients in from a FHIR bundle file. What is sound is taken, what is not is named entry by entry. */
export function ImportPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { records } = useClient()
  const take = useMutation({ mutationFn: async (file: File) => records.importBundle({ json: await file.text() }) })
  const [tooLarge, setTooLarge] = useState(false)
  const accept = (file: File | null | undefined) => {
    if (!file) return
    setTooLarge(file.size > largestBytes)
    if (file.size <= largestBytes) take.mutate(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    accept(event.dataTransfer.files[0])
  }
  return (
    <SidePanel title={t('go.import')} onClose={onClose}>
      <div className={styles.form}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the button inside does the same by keyboard */}
        <section
          className={styles.drop}
          aria-label={t('import.drop')}
          onDragOver={event => event.preventDefault()}
          onDrop={drop}
        >
          <IconFileImport size={28} stroke={1.25} aria-hidden />
          <p>{t('import.drop')}</p>
          <FileButton accept="application/json,application/fhir+json,.json" onChange={accept}>
            {lent => (
              <Button {...lent} variant="default" loading={take.isPending}>
                {t('import.choose')}
              </Button>
            )}
          </FileButton>
        </section>
        {tooLarge && <p role="alert">{t('import.tooLarge')}</p>}
        {take.error && <Failed error={take.error} />}
        {take.data && <Outcome of={take.data} />}
      </div>
    </SidePanel>
  )
}

function Outcome({ of }: { of: Imported }) {
  const { t } = useTranslation()
  return (
    <output className={styles.form}>
      <p className={styles.line}>{t('import.created', { count: of.created })}</p>
      <p className={styles.line}>{t('import.updated', { count: of.updated })}</p>
      {of.refused.length > 0 && (
        <>
          <strong>{t('import.refused', { count: of.refused.length })}</strong>
          <ol className={styles.refused}>
            {of.refused.map(({ entry, type, why }) => (
              <li key={entry}>{t('import.entry', { entry, type: type ?? t('import.noType'), why })}</li>
            ))}
          </ol>
        </>
      )}
    </output>
  )
}
