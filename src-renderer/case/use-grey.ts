import { IconContrastFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { shadesOfGrey } from '../../src-shared/imaging/colour/shades-of-grey.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import { useBytes } from '../link/index.ts'
import { wholePixels } from '../marks/original-pixels.ts'
import { type Action, useActions } from '../ui/actions.ts'

/** Longer side of the derived view, px: what a pane shows, not what is measured. */
const shownPx = 1600

/** The shades-of-grey view of the picture on screen: off until asked for, and off again for the next picture. */
export function useGrey(shot: Shot | undefined): {
  readonly action: Action
  readonly on: boolean
  readonly pixels: Pixels | undefined
  /** True where there is no such view of this picture. */
  readonly failed: boolean
} {
  const { t } = useTranslation('case')
  const { urlOf } = useBytes()
  const [of, setOf] = useState<string>()
  const blobId = shot?.blobId
  const on = blobId !== undefined && of === blobId
  const derived = useQuery({
    queryKey: ['shades-of-grey', blobId],
    enabled: on,
    // Large, and quickly made again.
    gcTime: 0,
    queryFn: async () => {
      if (!shot) throw new Error('no picture')
      const pixels = shadesOfGrey(await wholePixels(urlOf(shot.blobId, 'screen'), shot, shownPx))
      return { pixels }
    },
  })
  const action: Action = {
    id: 'case.grey',
    label: t('grey'),
    icon: IconContrastFilled,
    shortcut: 'w',
    perform: () => setOf(on ? undefined : blobId),
    disabledWhy: shot?.state === 'kept' ? undefined : t('measureDamaged'),
    group: t('group'),
  }
  useActions([action])
  const pixels = on ? derived.data?.pixels : undefined
  return { action, on, pixels, failed: on && !derived.isPending && !pixels }
}
