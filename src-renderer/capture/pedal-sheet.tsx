import { Button, Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import sheet from './aim-sheet.module.css'
import styles from './pedal-sheet.module.css'
import { footPedals, type PedalAct, pedalActs, pedalKeys, withPedal } from './pedals.ts'
import type { PedalDesk } from './use-pedals.ts'

interface PedalSheetProps {
  readonly desk: PedalDesk
  readonly onClose: () => void
}

const nothing = 'nothing'

/** The pedal key that is held down now. */
function useDownKey(): string | undefined {
  const [down, setDown] = useState<string>()
  useEffect(() => {
    const hear = ({ key, type }: KeyboardEvent) => {
      const name = key.toLowerCase()
      if (pedalKeys.includes(name)) setDown(type === 'keydown' ? name : undefined)
    }
    document.addEventListener('keydown', hear)
    document.addEventListener('keyup', hear)
    return () => {
      document.removeEventListener('keydown', hear)
      document.removeEventListener('keyup', hear)
    }
  }, [])
  return down
}

/** What each pedal does for this person. A step on one marks its line, and does nothing else while this is open. */
export function PedalSheet({ desk, onClose }: PedalSheetProps) {
  const { t } = useTranslation('capture')
  const key = useDownKey()
  const close: Action = { id: 'capture.pedals-close', label: t('pedals.close'), shortcut: 'escape', perform: onClose }
  useActions([close])
  const names = [
    ...(desk.label === undefined ? [] : footPedals.map(source => ({ source, name: t(`pedals.foot.${source}`) }))),
    ...pedalKeys.map(source => ({ source, name: source.toUpperCase() })),
  ]
  return (
    <section className={sheet.sheet} aria-label={t('pedals.title')}>
      <header className={sheet.head}>
        <h2>{t('pedals.title')}</h2>
        <span className={sheet.hint}>{t('pedals.hint')}</span>
      </header>
      <p className={styles.state}>
        {desk.label === undefined ? t('pedals.none') : t('pedals.ready', { label: desk.label })}
      </p>
      <div className={styles.groups}>
        {names.map(({ source, name }) => (
          <PedalRow
            key={source}
            desk={desk}
            source={source}
            name={name}
            down={source === key || source === desk.down}
          />
        ))}
      </div>
      <footer className={sheet.foot}>
        <span className={sheet.gap} />
        <Button size="md" onClick={close.perform}>
          {close.label}
        </Button>
      </footer>
    </section>
  )
}

interface PedalRowProps {
  readonly desk: PedalDesk
  readonly source: string
  readonly name: string
  readonly down: boolean
}

function PedalRow({ desk: { map, set }, source, name, down }: PedalRowProps) {
  const { t } = useTranslation('capture')
  const acts = [
    { value: nothing, label: t('pedals.nothing') },
    ...pedalActs.map(value => ({ value, label: t(`pedals.act.${value}`) })),
  ]
  return (
    <div className={styles.row} data-down={down || undefined}>
      <span>{name}</span>
      <Select
        size="sm"
        aria-label={name}
        allowDeselect={false}
        data={acts}
        value={map[source] ?? nothing}
        onChange={act => set(withPedal(map, source, act === null || act === nothing ? undefined : (act as PedalAct)))}
      />
    </div>
  )
}
