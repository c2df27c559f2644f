import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageTemplate, MessageThread } from '../../src-shared/contract/messages.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { filledTemplate, placeholders } from '../../src-shared/messages/template.ts'
import { useCutis, useMe } from '../link/index.ts'
import { dayText, Failed, isoDayOf, nameOf, offerUndo, useActions, useBirthText, useToday } from '../ui/index.ts'
import { SidePanel } from '../ui/side-panel.tsx'
import styles from './messages.module.css'

/** What the placeholders stand for in a conversation. */
function useValues({ patient }: MessageThread) {
  const { name } = useMe()
  const birthText = useBirthText()
  const today = useToday()
  const door = useQuery(useCutis().access.door.queryOptions())
  return {
    patient: patient && nameOf(patient),
    'given name': patient?.given,
    'family name': patient?.family,
    born: patient?.birthDate && birthText(patient.birthDate),
    me: name,
    clinic: door.data?.clinicName,
    today: dayText(isoDayOf(today)),
  }
}

interface InsertProps {
  readonly thread: MessageThread
  readonly onInsert: (words: string) => void
}

/** A template of the clinic, filled in for this patient and put where the cursor stands. */
export function InsertTemplate({ thread, onInsert }: InsertProps) {
  const { t } = useTranslation('messages')
  const field = useRef<HTMLInputElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const templates = useQuery(useCutis().messages.templates.queryOptions()).data ?? []
  const values = useValues(thread)
  useActions([
    {
      id: 'messages.template',
      label: t('insert'),
      icon: IconTemplate,
      shortcut: 'mod+i',
      perform: () => {
        field.current?.focus()
        setIsOpen(true)
      },
      disabledWhy: templates.length > 0 ? undefined : t('noTemplates'),
    },
  ])
  if (templates.length === 0) return null
  return (
    <Select
      ref={field}
      aria-label={t('insert')}
      placeholder={`${t('insert')} (Ctrl I)`}
      data={templates.map(({ templateId, title }) => ({ value: templateId as string, label: title }))}
      value={null}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setIsOpen(true)}
      onDropdownClose={() => setIsOpen(false)}
      onChange={chosen => {
        const template = templates.find(({ templateId }) => templateId === chosen)
        setIsOpen(false)
        if (template) onInsert(filledTemplate(template.text, values))
      }}
    />
  )
}

const empty = () => ({ templateId: crypto.randomUUID() as RecordId, title: '', text: '' })

/** The templates of the clinic: named, written, changed and removed by who may. */
export function TemplatesPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('messages')
  const cutis = useCutis()
  const templates = useQuery(cutis.messages.templates.queryOptions()).data ?? []
  const [edited, setEdited] = useState<MessageTemplate>(empty)
  const save = useMutation(cutis.messages.saveTemplate.mutationOptions({ onSuccess: () => setEdited(empty()) }))
  const remove = useMutation(cutis.messages.removeTemplate.mutationOptions())
  const takeAway = (template: MessageTemplate) =>
    remove.mutate(
      { templateId: template.templateId },
      {
        onSuccess: () =>
          offerUndo({ says: t('templateRemoved'), undoLabel: t('undo'), undo: () => save.mutate(template) }),
      },
    )
  const change = (part: Partial<MessageTemplate>) => setEdited(before => ({ ...before, ...part }))
  const error = save.error ?? remove.error
  return (
    <SidePanel title={t('templates')} onClose={onClose}>
      <div className={styles.form}>
        <TemplateList templates={templates} onEdit={setEdited} onRemove={takeAway} />
        <TextInput
          label={t('templateTitle')}
          maxLength={120}
          value={edited.title}
          onChange={event => change({ title: event.currentTarget.value })}
        />
        <Textarea
          label={t('templateText')}
          description={t('templateHint', { placeholders: placeholders.map(name => `{${name}}`).join(' ') })}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={4000}
          value={edited.text}
          onChange={event => change({ text: event.currentTarget.value })}
        />
        {error && <Failed error={error} />}
        <div className={styles.acts}>
          <Button
            disabled={edited.title.trim() === '' || edited.text.trim() === ''}
            loading={save.isPending}
            onClick={() => save.mutate(edited)}
          >
            {t('templateKeep')}
          </Button>
          <Button variant="default" onClick={() => setEdited(empty())}>
            {t('templateNew')}
          </Button>
        </div>
      </div>
    </SidePanel>
  )
}

interface ListProps {
  readonly templates: readonly MessageTemplate[]
  readonly onEdit: (template: MessageTemplate) => void
  readonly onRemove: (template: MessageTemplate) => void
}

function TemplateList({ templates, onEdit, onRemove }: ListProps) {
  const { t } = useTranslation('messages')
  return (
    <>
      {templates.length === 0 && <p className={styles.hint}>{t('noTemplates')}</p>}
      <ul className={styles.templates} aria-label={t('templates')}>
        {templates.map(template => (
          <li key={template.templateId}>
            <strong>{template.title}</strong>
            <span className={styles.acts}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('templateEdit', { title: template.title })}
                onClick={() => onEdit(template)}
              >
                {t('change')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('templateRemove', { title: template.title })}
                onClick={() => onRemove(template)}
              >
                {t('remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
