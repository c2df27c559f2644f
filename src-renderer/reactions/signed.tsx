import { IconFileCode, IconPrinter } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReactionContent, ReactionView } from '../../src-shared/contract/reactions.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import { KeyLines } from '../ui/key-lines.tsx'
import { saveFile, savePdf } from '../ui/save-file.ts'
import { Failed } from '../ui/states.tsx'
import { tell } from '../ui/undo.tsx'
import { dayText, stampText } from '../ui/when.ts'
import { NaranjoSum } from './naranjo.tsx'
import styles from './reactions.module.css'
import { Became, Mend } from './standing.tsx'

/** A report that was signed: what it says, whether it still is that, and its form. */
export function Signed({ view, onCorrect }: { view: ReactionView; onCorrect: () => void }) {
  const { t } = useTranslation('reactions')
  const { content, signature, allergyId } = view
  const { actions, failed } = usePaper(view)
  const rows = useRows(content)
  return (
    <div className={styles.open}>
      <div className={styles.fields}>
        {content.suspects.map(({ name, dose, frequency, from, to }) => (
          <p key={name}>
            <strong>{name}</strong>{' '}
            {[dose, frequency, from && `${t('from')} ${dayText(from)}`, to && `${t('to')} ${dayText(to)}`]
              .filter(Boolean)
              .join(', ')}
          </p>
        ))}
        <p className={styles.words}>{content.description}</p>
        {rows.map(
          ([label, value]) =>
            value && (
              <p key={label} className={styles.words}>
                <span className={styles.soft}>{label}:</span> {value}
              </p>
            ),
        )}
        <NaranjoSum answers={content.naranjo} />
      </div>
      <div className={styles.side}>
        {signature && (
          <>
            <p>{t('signedBy', { by: signature.by, at: stampText(signature.at) })}</p>
            <KeyLines signature={signature} />
          </>
        )}
        {allergyId && <p>{t('listed')}</p>}
        <Became view={view} />
        <p className={styles.soft}>{t('youSend')}</p>
        {failed && <Failed error={failed} />}
        <div className={styles.row}>
          {actions.map(action => (
            <ActionButton key={action.id} action={action} />
          ))}
        </div>
        <Mend view={view} onCorrect={onCorrect} />
      </div>
    </div>
  )
}

/** What stands below the description, with its label; undefined where nothing was said. */
function useRows(content: ReactionContent) {
  const { t } = useTranslation('reactions')
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('eventOn'), content.eventOn && dayText(content.eventOn)],
    [t('grade'), content.grade === undefined ? undefined : t(`grades.${String(content.grade) as '1'}`)],
    [t('recovery'), content.recovery && t(`recoveries.${content.recovery}`)],
    [t('outcomes'), content.outcomes.map(one => t(`outcome.${one}`)).join(', ') || undefined],
    [t('tests'), content.tests],
    [t('history'), content.history],
    [t('concomitant'), content.concomitant.map(({ name }) => name).join(', ') || undefined],
  ]
  return rows
}

function usePaper({ reactionId, signature }: ReactionView) {
  const { t } = useTranslation('reactions')
  const { role } = useMe()
  const paper = useMutation(useCutis().reactions.paper.mutationOptions())
  const give = (as: 'pdf' | 'fields') =>
    paper.mutate(
      { reactionId, sheet: 'Letter' },
      {
        onSuccess: ({ pdf, fields, title }) => {
          if (as === 'pdf') savePdf(pdf, title)
          else saveFile(new Blob([fields], { type: 'application/json' }), 'adverse-reaction-report.json')
          tell(t(as === 'pdf' ? 'printed' : 'fieldsSaved'))
        },
      },
    )
  const isValid = signature?.valid === true
  const why = paper.isPending ? t('saving') : isValid ? undefined : t('broken')
  const one = { disabledWhy: may(role, 'note.write') ? why : t('notYours'), group: t('group') }
  const actions = useActions([
    {
      id: 'reactions.print',
      label: t('print'),
      icon: IconPrinter,
      shortcut: 'mod+p',
      perform: () => give('pdf'),
      ...one,
    },
    { id: 'reactions.fields', label: t('fields'), icon: IconFileCode, perform: () => give('fields'), ...one },
  ])
  return { actions, failed: paper.error }
}
