import { Button } from '@mantine/core'
import { IconCheck, IconCircle, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Panel } from '../ui/panel.tsx'
import { Thumb } from '../viewer/thumbs.tsx'
import { type Aim, type Item, isAimed } from './checklist.ts'
import styles from './checklist-panel.module.css'

interface ChecklistPanelProps {
  readonly items: readonly Item[]
  readonly aim: Aim
  readonly toTake: number
  readonly shots: readonly Shot[]
  readonly onAim: (item: Item) => void
  readonly onAnswer: (view: string, affected: boolean) => void
}

/** The views the presentation asks for, what is taken of them, and which key aims at which. Lesions not aimed at are one line each. */
export function ChecklistPanel({ items, aim, toTake, shots, onAim, onAnswer }: ChecklistPanelProps) {
  const { t } = useTranslation('capture')
  const focus = aim.lesionId ?? items.find(({ lesion }) => lesion)?.lesion?.lesionId
  const own = items.filter(({ lesion }) => lesion === undefined || lesion.lesionId === aim.lesionId)
  const lines = items.filter(({ lesion }, at) => !lesion || lesion.lesionId === focus || isFirstOf(items, at))
  return (
    <Panel
      title={t('views')}
      note={toTake === 0 ? t('viewsComplete') : t('viewsMissing', { count: toTake })}
      fill
      flush
    >
      <ol className={styles.list}>
        {lines.map(item =>
          item.lesion && item.lesion.lesionId !== focus ? (
            <LesionLine key={item.key} items={items} lesion={item.lesion} onAim={onAim} />
          ) : (
            <Line
              key={item.key}
              item={item}
              number={own.indexOf(item) + 1}
              aimed={isAimed(item, aim)}
              last={lastOf(shots, item)}
              onAim={() => onAim(item)}
              onAnswer={affected => onAnswer(item.view.id, affected)}
            />
          ),
        )}
      </ol>
    </Panel>
  )
}

const isFirstOf = (items: readonly Item[], at: number): boolean =>
  items[at - 1]?.lesion?.lesionId !== items[at]?.lesion?.lesionId

interface LesionLineProps {
  readonly items: readonly Item[]
  readonly lesion: Lesion
  readonly onAim: (item: Item) => void
}

/** Another lesion: how many views it lacks; a click takes it up where it was left. */
function LesionLine({ items, lesion, onAim }: LesionLineProps) {
  const { t } = useTranslation('capture')
  const own = items.filter(item => item.lesion?.lesionId === lesion.lesionId)
  const open = own.filter(({ asked, taken }) => asked > taken)
  const [next = own[0]] = open
  return (
    <li className={styles.line}>
      <button type="button" className={styles.aim} onClick={() => next && onAim(next)}>
        {open.length === 0 ? (
          <IconCheck size={20} stroke={2.25} className={styles.done} aria-hidden />
        ) : (
          <IconCircle size={20} stroke={1.5} aria-hidden />
        )}
        <span className={styles.name}>
          <strong>{lesion.label}</strong>
          <span className={styles.remark}>
            {open.length === 0 ? t('viewsComplete') : t('viewsMissing', { count: open.length })}
          </span>
        </span>
      </button>
    </li>
  )
}

const lastOf = (shots: readonly Shot[], { view, lesion }: Item): Shot | undefined =>
  shots.findLast(
    shot => shot.state !== 'voided' && shot.view === view.id && (!lesion || shot.lesionId === lesion.lesionId),
  )

interface LineProps {
  readonly item: Item
  readonly number: number
  readonly aimed: boolean
  readonly last: Shot | undefined
  readonly onAim: () => void
  readonly onAnswer: (affected: boolean) => void
}

function Line({ item, number, aimed, last, onAim, onAnswer }: LineProps) {
  const { t } = useTranslation('capture')
  const { view, lesion, unanswered } = item
  return (
    <li className={styles.line} data-aimed={aimed || undefined}>
      <button type="button" className={styles.aim} aria-current={aimed ? 'step' : undefined} onClick={onAim}>
        <Tick item={item} />
        <span className={styles.name}>
          <span>
            {lesion && <span className={styles.lesion}>{lesion.label} · </span>}
            {view.label}
          </span>
          <Remark item={item} />
          {aimed && <span className={styles.hint}>{view.hint}</span>}
        </span>
        {last ? (
          <span className={styles.thumb}>{<Thumb shot={last} />}</span>
        ) : (
          number > 0 && number < 10 && <Kbd shortcut={String(number)} />
        )}
      </button>
      {unanswered && (
        <span className={styles.ask}>
          {t('viewAffected')}
          <Button variant="default" size="compact-sm" onClick={() => onAnswer(true)}>
            {t('yes')}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => onAnswer(false)}>
            {t('no')}
          </Button>
        </span>
      )}
    </li>
  )
}

function Tick({ item: { taken, asked } }: { item: Item }) {
  const { t } = useTranslation('capture')
  if (taken > 0 && taken >= asked)
    return <IconCheck size={20} stroke={2.25} className={styles.done} aria-label={t('viewTaken')} />
  return asked > 0 ? (
    <IconCircle size={20} stroke={1.5} aria-hidden />
  ) : (
    <IconCircleDashed size={20} stroke={1.5} className={styles.faint} aria-hidden />
  )
}

function Remark({ item: { view, taken, asked } }: { item: Item }) {
  const { t } = useTranslation('capture')
  if (asked > 1) return <span className={styles.remark}>{`${taken} / ${asked}`}</span>
  if (asked > 0 || taken > 0) return undefined
  return <span className={styles.remark}>{t(view.need === 'with-device' ? 'viewDermatoscope' : 'viewOptional')}</span>
}
