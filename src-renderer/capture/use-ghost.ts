import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PatientRow } from '../../src-shared/contract/records.ts'
import { ghostFor, viewOf } from './checklist.ts'
import { type Desk, useHistory } from './use-desk.ts'
import { usePreference } from './use-preference.ts'

/** The earlier picture of the same lesion laid over the live one, so that the new one is taken from the same place. */
export function useGhost({ aim, view, work }: Desk, patient: PatientRow) {
  const { t } = useTranslation('capture')
  const history = useHistory(aim, patient.patientId)
  const [shownOn, remember] = usePreference('camera.ghost')
  const [strength, setStrength] = useState(0.35)
  const isSameKind = (id: string) => viewOf(id, work.presentation)?.imageType === view?.imageType
  const shot = ghostFor(history, aim, isSameKind)
  const on = shownOn === 'on'
  return {
    on: on && shot !== undefined,
    off: shot ? undefined : t('ghostNone'),
    toggle: () => remember(on ? 'off' : 'on'),
    strength,
    setStrength,
    shown: on && shot ? { shot, strength } : undefined,
  }
}
