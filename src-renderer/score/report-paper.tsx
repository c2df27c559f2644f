import { IconArrowLeft, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { reportItems } from '../../src-shared/clinical/dermoscopy/report.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type Action, nameOf, Screen, useActions, useBirthText } from '../ui/index.ts'
import { stampText } from '../ui/when.ts'
import { RegionThumbs } from './region-thumbs.tsx'
import styles from './report.module.css'
import type { ReportGiven } from './report-form.tsx'

interface ReportPaperProps extends ReportGiven {
  readonly mark: Mark
  readonly body: MarkOf<'report'>
  readonly onBack: () => void
}

/** A signed report as a page: the same on the screen and on paper. */
export function ReportPaper({ mark, body, shot, marks, view, onBack }: ReportPaperProps) {
  const { t } = useTranslation('dermoscopyReport')
  const birthText = useBirthText()
  const group = t('group')
  const print: Action = {
    id: 'report.print',
    label: t('print'),
    icon: IconPrinter,
    shortcut: 'mod+p',
    perform: () => window.print(),
    group,
  }
  const back: Action = { id: 'report.back', label: t('back'), icon: IconArrowLeft, perform: onBack, group }
  useActions([print, back])
  const score = marks.find(({ markId }) => markId === body.scoreMarkId)?.body
  const { patient } = view
  return (
    <Screen
      title={t('title')}
      note={t('signedBy', { by: mark.by, at: stampText(mark.at) })}
      tools={
        <>
          <ActionButton action={back} />
          <ActionButton action={print} variant="filled" />
        </>
      }
    >
      {/* Nothing on the page can be stood on, so the page itself is: else keys could not scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <article className={styles.paper} tabIndex={0} aria-label={t('title')}>
        <header>
          <h2>{t('title')}</h2>
          <p>
            <strong>{nameOf(patient)}</strong> · {birthText(patient.birthDate)}
            {patient.mrn !== undefined && ` · ${t('mrn', { mrn: patient.mrn })}`}
          </p>
          <p>{t('signedBy', { by: mark.by, at: stampText(mark.at) })}</p>
        </header>
        {reportItems.map(({ id, number, label }) => {
          const words = body.items[id]
          if (!words) return undefined
          return (
            <section key={id}>
              <h3>
                {number} {label}
              </h3>
              <p>{words}</p>
              {id === 'algorithm' && score?.kind === 'score' && (
                <RegionThumbs shot={shot} ticks={score.ticks} terminology={body.terminology} />
              )}
            </section>
          )
        })}
        <footer>
          {t('notice')} {body.version}
        </footer>
      </article>
    </Screen>
  )
}
