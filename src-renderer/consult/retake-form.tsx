import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetakeView } from '../../src-shared/clinical/intake/history.ts'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import styles from './consult.module.css'

type Why = RetakeView['why'][number]
const reasons = [
  'blurred',
  'not-there',
  'too-dark',
  'too-bright',
  'glare',
  'too-far',
  'cut-off',
  'wrong-place',
  'other',
] as const satisfies readonly Why[]

const viewsOf = (presentation: string) =>
  Object.hasOwn(checklists, presentation) ? checklists[presentation as keyof typeof checklists].views : []

/** Sends the consult back for pictures: which views, why, and what should be different. */
export function RetakeForm({ consult }: { consult: Consult }) {
  const { t } = useTranslation('consult')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [why, setWhy] = useState<Why>('blurred')
  const [note, setNote] = useState('')
  const ask = useMutation(useCutis().consults.askRetake.mutationOptions())
  const views = viewsOf(consult.presentation)
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter(one => one !== id) : [...chosen, id])
  const send = () =>
    ask.mutate({
      consultId: consult.consultId,
      views: chosen.map(viewId => ({
        viewId,
        why: [why],
        ...(views.find(({ id }) => id === viewId)?.perLesion && { lesion: 1 }),
      })),
      ...(note.trim() && { note: note.trim() }),
    })
  return (
    <Panel title={t('retake')}>
      <div className={styles.form}>
        <fieldset className={styles.views}>
          <legend>{t('retakeViews')}</legend>
          {views.map(({ id, label }) => (
            <Checkbox key={id} label={label} checked={chosen.includes(id)} onChange={() => toggle(id)} />
          ))}
        </fieldset>
        {chosen.length > 0 && (
          <>
            <Select
              label={t('retakeWhy')}
              data={reasons.map(value => ({ value, label: t(`why.${value}`) }))}
              value={why}
              allowDeselect={false}
              onChange={value => value && setWhy(value as Why)}
            />
            <TextInput
              label={t('retakeNote')}
              value={note}
              maxLength={1000}
              onChange={event => setNote(event.currentTarget.value)}
            />
            {ask.error && <Failed error={ask.error} />}
            <Button variant="default" loading={ask.isPending} onClick={send}>
              {t('retake')}
            </Button>
          </>
        )}
      </div>
    </Panel>
  )
}
