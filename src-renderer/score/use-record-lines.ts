import { useTranslation } from 'react-i18next'
import type { Terminology } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { PatientView } from '../../src-shared/contract/records.ts'
import { ageOf, stampText } from '../ui/when.ts'
import { useShotWords } from '../viewer/use-shot-words.ts'
import { algorithmsText, termsText } from './report-lines.ts'
import type { KeptScore } from './scores.ts'

/** A view's name as the checklists have it. */
export const viewLabel = (id: string): string =>
  Object.values(checklists)
    .flatMap(({ views }) => views)
    .find(view => view.id === id)?.label ?? id

interface Known {
  readonly view: PatientView
  readonly shot: Shot
  readonly images: readonly Shot[]
  readonly score: KeptScore | undefined
  readonly terminology: Terminology
}

/** What the record says to each item of a report. */
export function useRecordLines(): (known: Known) => Readonly<Record<string, string>> {
  const { t } = useTranslation('dermoscopyReport')
  const { t: common } = useTranslation()
  const words = useShotWords()
  const ageText = ({ patient: { birthDate } }: PatientView, at: string): string => {
    const age = birthDate === undefined ? undefined : ageOf(birthDate, new Date(at))
    return age ? t('ageIs', { age: common(`person.age.${age.unit}`, { count: age.count }) }) : t('ageUnknown')
  }
  const equipmentText = (shot: Shot): string => {
    const { magnification } = shot.device.settings ?? {}
    const lens =
      magnification === undefined ? t('magnificationUnknown') : t('magnification', { value: String(magnification) })
    return [shot.device.label, words.type(shot), lens].filter(Boolean).join(', ')
  }
  return ({ view, shot, images, score, terminology }) => ({
    history: `${ageText(view, shot.takenAt)}. ${t('siteIs', { site: shot.siteName })}.`,
    terms: score ? termsText(score.body, terminology) : '',
    algorithm: score ? algorithmsText(score.body) : '',
    equipment: equipmentText(shot),
    images: images.map(one => t('pictureIs', { view: viewLabel(one.view), at: stampText(one.takenAt) })).join('; '),
  })
}
