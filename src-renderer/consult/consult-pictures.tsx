import { IconArrowNarrowDown, IconArrowNarrowUp, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { useActions } from '../ui/actions.ts'
import { SmallPicture } from '../ui/small-picture.tsx'
import { Empty } from '../ui/states.tsx'
import { stampText } from '../ui/when.ts'
import { pictureRefOf } from '../viewer/picture.ts'
import type { Stage } from '../viewer/stage.ts'
import { usePictures } from '../viewer/use-stock.ts'
import { useViewerActions } from '../viewer/use-viewer-actions.ts'
import { Viewer } from '../viewer/viewer.tsx'
import { WellButton } from '../viewer/well-button.tsx'
import styles from './consult.module.css'

/** Words for a view of a presentation; the code itself where the table has none. */
export const viewWords = (view: string, presentation: string): string =>
  (Object.hasOwn(checklists, presentation)
    ? checklists[presentation as keyof typeof checklists].views.find(({ id }) => id === view)?.label
    : undefined) ?? view

interface FilmProps {
  readonly shots: readonly Shot[]
  readonly presentation: string
}

/** The pictures that were sent, one large, the others below it. */
export function ConsultPictures({ stage, shots, presentation }: FilmProps & { readonly stage: Stage }) {
  const { t } = useTranslation('consult')
  const { shown, go } = useFilm(shots)
  const tools = useViewerActions(stage)
  const at = shown ? shots.indexOf(shown) : -1
  const soon = [shots[at + 1], shots[at - 1]].flatMap(shot => (shot ? [pictureRefOf(shot)] : []))
  const [picture] = usePictures(shown ? [pictureRefOf(shown)] : [], soon)
  if (!shown)
    return (
      <div className={styles.pictures}>
        <Empty icon={IconPhoto} title={t('noPictures')} />
      </div>
    )
  const label = `${viewWords(shown.view, presentation)}, ${shown.siteName}, ${stampText(shown.takenAt)}`
  return (
    <div className={styles.pictures}>
      <div className={styles.large}>
        <Viewer stage={stage} pane="consult" picture={picture} label={label} />
      </div>
      <div className={styles.under}>
        {tools.map(action => (
          <WellButton key={action.id} action={action} iconOnly />
        ))}
        <span className={styles.label} title={label}>
          {label}
        </span>
        <span className="figures">{t('pictureOf', { at: at + 1, count: shots.length })}</span>
      </div>
      <Film shots={shots} presentation={presentation} shown={shown} onGo={go} />
    </div>
  )
}

/** Which picture is large, and the keys through them. */
function useFilm(shots: readonly Shot[]) {
  const { t } = useTranslation('consult')
  const [wanted, setWanted] = useState(0)
  const at = Math.min(wanted, shots.length - 1)
  const go = (to: number) => setWanted(Math.max(0, Math.min(shots.length - 1, to)))
  const shared = { label: t('pictures'), group: t('group'), keysOnly: true }
  useActions([
    { id: 'consult.nextPicture', icon: IconArrowNarrowDown, shortcut: 'j', perform: () => go(at + 1), ...shared },
    { id: 'consult.previousPicture', icon: IconArrowNarrowUp, shortcut: 'k', perform: () => go(at - 1), ...shared },
  ])
  return { shown: shots[at], go }
}

function Film({
  shots,
  presentation,
  shown,
  onGo,
}: FilmProps & { readonly shown: Shot; readonly onGo: (to: number) => void }) {
  const { t } = useTranslation('consult')
  return (
    <div className={styles.film}>
      {shots.map((shot, index) => (
        <button
          key={shot.blobId}
          type="button"
          className={styles.frame}
          aria-current={shot === shown}
          aria-label={`${viewWords(shot.view, presentation)}, ${t('pictureOf', { at: index + 1, count: shots.length })}`}
          title={viewWords(shot.view, presentation)}
          onClick={() => onGo(index)}
        >
          <SmallPicture blobId={shot.blobId} className={styles.small} onNone={() => {}} />
        </button>
      ))}
    </div>
  )
}
