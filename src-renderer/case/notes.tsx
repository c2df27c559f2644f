import { Button, Textarea } from '@mantine/core'
import { IconCloudUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Note } from '../../src-shared/contract/records.ts'
import type { CaseId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import { Panel } from '../ui/panel.tsx'
import { Failed } from '../ui/states.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import { stampText } from '../ui/when.ts'
import styles from './case-desk.module.css'
import { longestNote } from './draft.ts'
import type { useDraft } from './use-draft.ts'

/** Where key `n` puts the cursor. */
export const noteFieldId = 'case-note'

export type Draft = ReturnType<typeof useDraft>

interface NotesProps {
  readonly caseId: CaseId
  readonly notes: readonly Note[]
  readonly draft: Draft
  readonly mayWrite: boolean
}

/** What was written about the visit, and the field to write more. */
export function Notes({ caseId, notes, draft, mayWrite }: NotesProps) {
  const { t } = useTranslation('case')
  return (
    <Panel title={t('notes')} note={notes.length}>
      {notes.length === 0 && !mayWrite && <p className={styles.plain}>{t('noNotes')}</p>}
      {mayWrite && <Editor caseId={caseId} draft={draft} />}
      {[...notes]
        .sort((a, b) => b.at.localeCompare(a.at))
        .map(note => (
          <article key={note.noteId} className={styles.note}>
            <header className={styles.by}>
              <span>{stampText(note.at)}</span>
              <span>{note.author}</span>
              {note.unsynced && <StatusChip icon={IconCloudUp} word={t('noteUnsynced')} tone="warn" quiet />}
            </header>
            <p>{note.text}</p>
          </article>
        ))}
    </Panel>
  )
}

function Editor({ caseId, draft }: { caseId: CaseId; draft: Draft }) {
  const { t } = useTranslation('case')
  const saved = () => {
    draft.change('')
    void draft.flush()
  }
  const write = useMutation(useCutis().records.writeNote.mutationOptions({ onSuccess: saved }))
  const isEmpty = draft.text.trim() === ''
  const save = () => !isEmpty && !write.isPending && write.mutate({ caseId, text: draft.text.trim() })
  return (
    <div className={styles.editor}>
      <Textarea
        id={noteFieldId}
        size="sm"
        aria-label={t('noteText')}
        placeholder={t('writeNote')}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={longestNote}
        value={draft.text}
        onChange={event => draft.change(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
          if (event.key !== 'Escape') return
          // The first Escape leaves the field, only the next one the case.
          event.stopPropagation()
          event.currentTarget.blur()
        }}
      />
      {write.error && <Failed error={write.error} />}
      <div className={styles.foot}>
        <output className={styles.state} data-bad={draft.state === 'failed' || undefined}>
          {!isEmpty && <DraftWords draft={draft} />}
        </output>
        <Button
          aria-disabled={isEmpty}
          variant={isEmpty ? 'default' : 'filled'}
          loading={write.isPending}
          onClick={save}
        >
          {t('saveNote')}
        </Button>
      </div>
    </div>
  )
}

const words = { kept: 'draftKept', keeping: 'draftKeeping', failed: 'draftFailed' } as const

function DraftWords({ draft: { state, text } }: { draft: Draft }) {
  const { t } = useTranslation('case')
  const nearFull = text.length > longestNote * 0.9
  return nearFull ? t('draftFull', { count: text.length, most: longestNote }) : t(words[state])
}
