import { Button } from '@mantine/core'
import { IconMapPin, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Panel } from '../ui/panel.tsx'
import type { Aim } from './checklist.ts'
import styles from './target-panel.module.css'

interface TargetPanelProps {
  readonly aim: Aim
  readonly lesions: readonly Lesion[]
  readonly onLesion: (lesion: Lesion | undefined) => void
  readonly onNewLesion: () => void
  readonly onSite: () => void
}

/** What the pictures are of: the coded site, and the lesion where there is one. */
export function TargetPanel({ aim, lesions, onLesion, onNewLesion, onSite }: TargetPanelProps) {
  const { t } = useTranslation('capture')
  return (
    <Panel
      title={t('lesion')}
      flush
      tools={
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={onNewLesion}
        >
          {t('lesionNew')}
        </Button>
      }
    >
      <button type="button" className={styles.site} onClick={onSite}>
        <IconMapPin size={20} stroke={1.5} aria-hidden />
        <span className={styles.words}>
          <span className={styles.label}>{t('site')}</span>
          <strong>{aim.siteCode === undefined ? t('chooseSite') : siteLabelOf(aim.siteCode, aim.laterality)}</strong>
        </span>
        <Kbd shortcut="b" />
      </button>
      <ul className={styles.lesions}>
        <Choice chosen={aim.lesionId === undefined} onChoose={() => onLesion(undefined)} title={t('lesionNone')} />
        {lesions.map((lesion, at) => (
          <Choice
            key={lesion.lesionId}
            mark={String(at + 1)}
            chosen={lesion.lesionId === aim.lesionId}
            onChoose={() => onLesion(lesion)}
            title={lesion.label}
            detail={`${lesion.siteName} · ${t('lesionImages', { count: lesion.imageCount })}`}
          />
        ))}
      </ul>
    </Panel>
  )
}

interface ChoiceProps {
  readonly mark?: string
  readonly title: string
  readonly detail?: string
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Choice({ mark, title, detail, chosen, onChoose }: ChoiceProps) {
  return (
    <li>
      <button type="button" className={styles.choice} aria-pressed={chosen} onClick={onChoose}>
        <span className={styles.mark}>{mark}</span>
        <span className={styles.words}>
          <span>{title}</span>
          {detail !== undefined && <span className={styles.label}>{detail}</span>}
        </span>
      </button>
    </li>
  )
}
