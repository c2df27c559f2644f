import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewId } from '../../src-shared/clinical/body-map.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { type Action, useActions } from '../ui/actions.ts'
import type { MapPin } from '../ui/body-map.tsx'
import { Failed } from '../ui/states.tsx'
import styles from './aim-sheet.module.css'
import { type Place, SitePicker } from './site-picker.tsx'

/** What the sheet is open for. */
export type AimTask = 'site' | 'lesion'

interface AimSheetProps {
  readonly task: AimTask
  readonly patientId: PatientId
  readonly lesions: readonly Lesion[]
  readonly start: Place | undefined
  readonly onSite: (place: Place) => void
  readonly onLesion: (lesion: Lesion) => void
  readonly onClose: () => void
}

/** Pins of the lesions already known, numbered as in the list. */
export const pinsOf = (lesions: readonly Lesion[]): readonly MapPin[] =>
  lesions.flatMap(({ lesionId, label, pin }, at) =>
    pin ? [{ id: lesionId, viewId: pin.view as ViewId, x: pin.x, y: pin.y, mark: String(at + 1), label }] : [],
  )

/** Which place is chosen, the name of a new lesion, and the one button that finishes. */
function useSheet({ task, patientId, lesions, start, onSite, onLesion }: AimSheetProps) {
  const { t } = useTranslation('capture')
  const [place, setPlace] = useState(start)
  const [label, setLabel] = useState(`L${lesions.length + 1}`)
  const add = useMutation(useCutis().records.addLesion.mutationOptions({ onSuccess: onLesion }))
  const unnamed = task === 'lesion' && label.trim() === ''
  const perform = () => {
    if (!place || unnamed || add.isPending) return
    if (task === 'site') return onSite(place)
    const { siteCode, laterality, pin } = place
    const where = { siteCode, ...(laterality ? { laterality } : {}), ...(pin ? { pin } : {}) }
    add.mutate({ patientId, label: label.trim(), ...where })
  }
  const done: Action = {
    id: 'capture.aim-done',
    label: t(task === 'site' ? 'use' : 'lesionAdd'),
    shortcut: 'mod+enter',
    perform,
    disabledWhy: !place ? t('siteFirst') : unnamed ? t('lesionLabel') : undefined,
  }
  return { place, setPlace, label, setLabel, add, done }
}

/** The map over the live picture: choose a site, take up a pinned lesion, or pin a new one. */
export function AimSheet(props: AimSheetProps) {
  const { task, lesions, onLesion, onClose } = props
  const { t } = useTranslation('capture')
  const { place, setPlace, label, setLabel, add, done } = useSheet(props)
  const pins = useMemo(() => pinsOf(lesions), [lesions])
  const cancel: Action = { id: 'capture.aim-cancel', label: t('cancel'), shortcut: 'escape', perform: onClose }
  useActions([cancel, done])
  const takeUp = (id: string) => {
    const lesion = lesions.find(({ lesionId }) => lesionId === id)
    if (lesion) onLesion(lesion)
  }
  const title = t(task === 'site' ? 'chooseSite' : 'lesionNew')
  return (
    <section className={styles.sheet} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {task === 'lesion' && <span className={styles.hint}>{t('lesionHint')}</span>}
      </header>
      <SitePicker start={place} pins={pins} onPin={takeUp} onPlace={setPlace} />
      {add.error && <Failed error={add.error} />}
      <footer className={styles.foot}>
        {task === 'lesion' && <Label value={label} onChange={setLabel} />}
        <span className={styles.gap} />
        <Button variant="default" size="md" onClick={cancel.perform}>
          {cancel.label}
        </Button>
        <Button
          size="md"
          aria-disabled={done.disabledWhy !== undefined}
          title={done.disabledWhy}
          loading={add.isPending}
          onClick={done.perform}
        >
          {done.label}
        </Button>
      </footer>
    </section>
  )
}

function Label({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('capture')
  return (
    <TextInput
      size="sm"
      label={t('lesionLabel')}
      value={value}
      maxLength={60}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
