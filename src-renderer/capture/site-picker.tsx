import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodyViewOf, bodyViews, type Pin, type ViewId } from '../../src-shared/clinical/body-map.ts'
import { bodySites, siteLabelOf, siteOf } from '../../src-shared/clinical/body-sites.ts'
import { BodyMap, type MapPin } from '../ui/body-map.tsx'
import { useFocusHere } from '../ui/focus.ts'
import { fold } from './fold.ts'
import styles from './site-picker.module.css'

/** A coded site with its side, and the point on the map where one was pointed at. */
export interface Place {
  readonly siteCode: string
  readonly laterality?: Pin['laterality'] | undefined
  readonly pin?: { readonly view: string; readonly x: number; readonly y: number }
}

interface SitePickerProps {
  readonly start: Place | undefined
  readonly pins: readonly MapPin[]
  readonly chosenPin?: string | undefined
  readonly onPin?: (id: string) => void
  readonly onPlace: (place: Place) => void
}

const isView = (id: string | undefined): id is ViewId => bodyViews().some(view => view.id === id)

const firstView = (start: Place | undefined): ViewId => {
  if (isView(start?.pin?.view)) return start.pin.view
  const holds = bodyViews().find(({ regions }) => regions.some(({ siteCode }) => siteCode === start?.siteCode))
  return holds?.id ?? 'front'
}

/** Picks a coded body site: on the map, or by its name; the side is asked where the name alone leaves it open. */
export function SitePicker({ start, pins, chosenPin, onPin, onPlace }: SitePickerProps) {
  const [view, setView] = useState<ViewId>(() => firstView(start))
  const pick = ({ viewId, x, y, siteCode, laterality }: Pin) =>
    onPlace({ siteCode, laterality, pin: { view: viewId, x, y } })
  const here = start?.pin && start.pin.view === view ? [pinOf(start.pin, view)] : []
  return (
    <div className={styles.picker}>
      <BodyMap
        viewId={view}
        onView={setView}
        pins={[...pins, ...here]}
        chosenPin={start?.pin ? 'here' : chosenPin}
        onPick={pick}
        chosenSite={start && siteAndSide(start)}
        {...(onPin ? { onPin } : {})}
      />
      <Names start={start} onPlace={onPlace} onShow={code => setView(viewWith(code, view))} />
    </div>
  )
}

const pinOf = ({ x, y }: { x: number; y: number }, viewId: ViewId): MapPin => ({
  id: 'here',
  viewId,
  x,
  y,
  mark: '+',
  label: '',
})

const siteAndSide = ({ siteCode, laterality }: Place) => ({ siteCode, ...(laterality ? { laterality } : {}) })

/** The view shown now where it holds the site, else the first that does. */
const viewWith = (siteCode: string, now: ViewId): ViewId => {
  const holds = (id: ViewId) => bodyViewOf(id).regions.some(region => region.siteCode === siteCode)
  return holds(now) ? now : (bodyViews().find(({ id }) => holds(id))?.id ?? now)
}

const shownSites = 40

function Names({
  start,
  onPlace,
  onShow,
}: {
  start: Place | undefined
  onPlace: (place: Place) => void
  onShow: (code: string) => void
}) {
  const { t } = useTranslation('capture')
  const [text, setText] = useState('')
  const focus = useFocusHere<HTMLInputElement>()
  const words = fold(text).split(' ').filter(Boolean)
  const found = bodySites.filter(({ label, display }) =>
    words.every(word => fold(`${label} ${display}`).includes(word)),
  )
  const choose = (siteCode: string) => {
    onShow(siteCode)
    onPlace({ siteCode, ...(siteCode === start?.siteCode ? { laterality: start.laterality } : {}) })
  }
  return (
    <div className={styles.names}>
      <TextInput
        ref={focus}
        size="sm"
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('findSite')}
        aria-label={t('findSite')}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          const [first] = found
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && first) choose(first.code)
        }}
      />
      <ul className={styles.sites}>
        {found.slice(0, shownSites).map(({ code, label }) => (
          <li key={code}>
            <Button
              variant={code === start?.siteCode ? 'light' : 'subtle'}
              color="gray"
              size="sm"
              fullWidth
              justify="flex-start"
              onClick={() => choose(code)}
            >
              {label}
            </Button>
          </li>
        ))}
      </ul>
      {start && <Sides start={start} onPlace={onPlace} />}
    </div>
  )
}

function Sides({ start, onPlace }: { start: Place; onPlace: (place: Place) => void }) {
  const { t } = useTranslation('capture')
  const { siteCode, laterality } = start
  const isSided = siteOf(siteCode)?.sided === true
  return (
    <div className={styles.chosen}>
      <strong>{siteLabelOf(siteCode, laterality)}</strong>
      {isSided && (
        <SegmentedControl
          size="sm"
          aria-label={t('side')}
          value={laterality ?? ''}
          data={(['right', 'left', 'bilateral'] as const).map(side => ({ value: side, label: t(`sides.${side}`) }))}
          onChange={side => onPlace({ ...start, laterality: side as 'left' | 'right' | 'bilateral' })}
        />
      )}
    </div>
  )
}
