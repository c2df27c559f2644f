import {
  IconArrowRight,
  IconCamera,
  IconCheck,
  IconDeviceSdCard,
  IconFlag,
  IconGhost2,
  IconMapPin,
  IconPhotoPlus,
  IconPlayerPause,
  IconRefresh,
  IconShoe,
  IconVideo,
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../ui/actions.ts'
import type { Item } from './checklist.ts'
import { keysFor, type PedalMap } from './pedals.ts'
import type { Review } from './session.ts'

interface ActionNeeds {
  readonly review: Review | undefined
  readonly siteKnown: boolean
  /** A sheet lies over the picture: its keys are the only ones. */
  readonly covered: boolean
  /** Why the shutter does nothing now; undefined where it works. */
  readonly shutterOff: string | undefined
  readonly frozen: boolean
  readonly ghostOff: string | undefined
  /** Lines that keys 1 to 9 aim at. */
  readonly items: readonly Item[]
  readonly press: () => void
  readonly keep: () => void
  readonly retake: () => void
  readonly freeze: () => void
  readonly ghost: () => void
  readonly site: () => void
  readonly files: () => void
  readonly fromDevice: () => void
  readonly record: () => void
  readonly recording: boolean
  readonly recordOff: string | undefined
  readonly pedals: () => void
  /** Undefined where there is but one line. */
  readonly next: Item | undefined
  /** What the pedals of this person do. */
  readonly pedalMap: PedalMap
  readonly leave: () => void
  readonly aimAt: (item: Item) => void
}

type Words = TFunction<'capture'>

const waitsFor = ({ review }: ActionNeeds, t: Words) => (review ? t('decideFirst') : undefined)

const always = (needs: ActionNeeds, t: Words) => ({
  files: action('files', {
    label: t('addFiles'),
    icon: IconPhotoPlus,
    perform: needs.files,
    disabledWhy: waitsFor(needs, t),
  }),
  fromDevice: action('from-device', {
    label: t('fromDevice'),
    icon: IconDeviceSdCard,
    shortcut: 'd',
    perform: needs.fromDevice,
    disabledWhy: waitsFor(needs, t),
  }),
  site: action('site', { label: t('changeSite'), icon: IconMapPin, shortcut: 'b', perform: needs.site }),
  pedals: action('pedals', { label: t('pedals.title'), icon: IconShoe, perform: needs.pedals }),
  next: action('next-view', {
    label: t('nextView'),
    icon: IconArrowRight,
    shortcut: ['n', ...keysFor(needs.pedalMap, 'next')],
    perform: () => needs.next && needs.aimAt(needs.next),
    disabledWhy: needs.next ? undefined : t('viewsComplete'),
  }),
  leave: action('leave', {
    label: t('done'),
    icon: IconFlag,
    shortcut: 'escape',
    perform: needs.leave,
    disabledWhy: waitsFor(needs, t),
  }),
})

const live = (needs: ActionNeeds, t: Words) => ({
  shutter: action('shutter', {
    label: t('shutter'),
    icon: IconCamera,
    shortcut: ['space', ...keysFor(needs.pedalMap, 'shutter')],
    perform: needs.press,
    disabledWhy: waitsFor(needs, t) ?? needs.shutterOff,
    evenOnButtons: true,
  }),
  freeze: action('freeze', {
    label: t(needs.frozen ? 'unfreeze' : 'freeze'),
    icon: IconPlayerPause,
    shortcut: ['f', ...keysFor(needs.pedalMap, 'freeze')],
    perform: needs.freeze,
    disabledWhy: waitsFor(needs, t) ?? (needs.frozen ? undefined : needs.shutterOff),
  }),
  record: action('record', {
    label: t(needs.recording ? 'clip.stop' : 'clip.record'),
    icon: IconVideo,
    shortcut: 'r',
    perform: needs.record,
    disabledWhy: waitsFor(needs, t) ?? needs.recordOff,
  }),
  ghost: action('ghost', {
    label: t('ghost'),
    icon: IconGhost2,
    shortcut: 'o',
    perform: needs.ghost,
    disabledWhy: needs.ghostOff,
  }),
})

const keepLabel = (review: Review | undefined) => {
  if (review?.saving === 'failed') return 'keepAgain' as const
  return review?.verdict?.verdict === 'retake' ? ('keepAnyway' as const) : ('keep' as const)
}

const deciding = (needs: ActionNeeds, t: Words) => {
  const { review } = needs
  const saving = review?.saving === 'saving' ? t('keeping') : undefined
  return {
    keep: action('keep', {
      label: t(keepLabel(review)),
      icon: IconCheck,
      shortcut: ['enter', ...keysFor(needs.pedalMap, 'keep')],
      // Without a site the map opens: that is the one thing missing.
      perform: needs.siteKnown ? needs.keep : needs.site,
      disabledWhy: saving,
      evenOnButtons: true,
    }),
    retake: action('retake', {
      label: t(review && review.still.source !== 'camera' ? 'discard' : 'retake'),
      icon: IconRefresh,
      shortcut: ['backspace', ...keysFor(needs.pedalMap, 'retake')],
      perform: needs.retake,
      disabledWhy: saving,
    }),
  }
}

const views = ({ items, aimAt }: ActionNeeds, t: Words): readonly Action[] =>
  items.slice(0, 9).map((item, at) =>
    action(`view-${at + 1}`, {
      label: t('selectView', { number: at + 1, name: item.view.label }),
      shortcut: String(at + 1),
      perform: () => aimAt(item),
    }),
  )

const action = (id: string, rest: Omit<Action, 'id'>): Action => ({ id: `capture.${id}`, ...rest })

/** Everything one can do while capturing: one object each for button, key and palette. */
export function useCaptureActions(needs: ActionNeeds) {
  const { t } = useTranslation('capture')
  const named = { ...always(needs, t), ...live(needs, t), ...deciding(needs, t) }
  const { keep, retake, ...rest } = named
  const offered = [...Object.values(rest), ...(needs.review ? [keep, retake] : []), ...views(needs, t)]
  useActions((needs.covered ? [] : offered).map(one => ({ ...one, group: t('group') })))
  return named
}

export type CaptureActions = ReturnType<typeof useCaptureActions>
