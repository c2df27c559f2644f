import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bodyViews, type ViewId } from '../../src-shared/clinical/body-map.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import { BodyMap } from '../ui/body-map.tsx'
import { Panel } from '../ui/panel.tsx'
import { pinsOf } from './aim-sheet.tsx'
import type { Aim } from './checklist.ts'

interface MiniMapProps {
  readonly lesions: readonly Lesion[]
  readonly aim: Aim
  readonly onLesion: (lesion: Lesion | undefined) => void
}

/** The drawing that shows what is aimed at. */
function viewFor(lesions: readonly Lesion[], { lesionId, siteCode }: Aim): ViewId {
  const pinned = lesions.find(lesion => lesion.lesionId === lesionId)?.pin?.view
  const view =
    bodyViews().find(({ id }) => id === pinned) ??
    bodyViews().find(({ regions }) => regions.some(region => region.siteCode === siteCode))
  return view?.id ?? 'front'
}

/** Where on the body the picture is of; a pin takes its lesion up. */
export function MiniMap({ lesions, aim, onLesion }: MiniMapProps) {
  const { t } = useTranslation('capture')
  const fitting = viewFor(lesions, aim)
  const [turned, setTurned] = useState<{ readonly from: ViewId; readonly to: ViewId }>()
  const site =
    aim.siteCode === undefined
      ? undefined
      : { siteCode: aim.siteCode, ...(aim.laterality ? { laterality: aim.laterality } : {}) }
  return (
    <Panel title={t('map')} fill>
      <BodyMap
        viewId={turned?.from === fitting ? turned.to : fitting}
        onView={to => setTurned({ from: fitting, to })}
        pins={pinsOf(lesions)}
        chosenPin={aim.lesionId}
        chosenSite={site}
        onPin={id => onLesion(lesions.find(({ lesionId }) => lesionId === id))}
      />
    </Panel>
  )
}
