import { IconPhotoPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { CaseRow, Lesion } from '../../src-shared/contract/records.ts'
import type { Action } from '../ui/actions.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty } from '../ui/states.tsx'
import { type ThumbGroup, Thumbs } from '../viewer/thumbs.tsx'
import { viewLabel } from './shot-order.ts'

interface CaseImagesProps {
  readonly groups: readonly ThumbGroup[]
  readonly shown: Shot | undefined
  readonly row: CaseRow
  readonly lesions: readonly Lesion[]
  readonly onChoose: (shot: Shot) => void
  readonly capture: Action
}

/** The patient's pictures by day and view. */
export function CaseImages({ groups, shown, row, lesions, onChoose, capture }: CaseImagesProps) {
  const { t } = useTranslation('case')
  const count = groups.reduce((sum, { shots }) => sum + shots.length, 0)
  const captionOf = ({ view, lesionId }: Shot) =>
    [lesions.find(lesion => lesion.lesionId === lesionId)?.label, viewLabel(view, row.presentation)]
      .filter(Boolean)
      .join(' · ')
  return (
    <Panel title={t('images')} note={count} fill>
      {count === 0 ? (
        <Empty
          icon={IconPhotoPlus}
          title={t('noImages')}
          hint={t('noImagesHint')}
          {...(capture.disabledWhy === undefined ? { action: capture } : {})}
        />
      ) : (
        <Thumbs label={t('images')} groups={groups} chosen={shown?.blobId} onChoose={onChoose} captionOf={captionOf} />
      )}
    </Panel>
  )
}
