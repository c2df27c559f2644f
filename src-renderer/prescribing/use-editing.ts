import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescriptionView } from '../../src-shared/contract/prescribing.ts'
import { useClient, useCutis } from '../link/index.ts'
import type { PlaceOf } from '../ui/place.ts'
import { tell } from '../ui/undo.tsx'
import { nothingSaid, overridesIn, type Said } from './alerts.tsx'
import { isDecimal } from './draft.ts'

export interface Editing {
  readonly place: PlaceOf<'prescribe'>
  /** As it is kept; undefined while it never was. */
  readonly kept: PrescriptionView | undefined
  readonly start: PrescriptionDraft
}

const isWhole = ({ sig }: PrescriptionDraft): boolean => sig.steps.every(({ dose }) => isDecimal(dose))

const said = ({ version: _version, writtenOn: _on, ...rest }: PrescriptionDraft): string => JSON.stringify(rest)

/** Half a second's quiet before the rules are asked again: every question leaves a row in the audit. */
const quietMs = 400

/** A draft under the hand: what is typed, what the rules say of it, and what was said to them. */
export function useEditing({ place, kept, start }: Editing) {
  const [draft, setDraft] = useState(kept?.draft ?? start)
  const [answer, setAnswer] = useState<Said>(nothingSaid)
  const [asked] = useDebouncedValue(draft, quietMs)
  const { patientId } = place
  const check = useQuery({
    ...useCutis().prescribing.check.queryOptions({ input: { patientId, draft: asked } }),
    enabled: isWhole(asked),
    placeholderData: keepPreviousData,
  })
  const isChanged = kept === undefined || said(kept.draft) !== said(draft)
  return { draft, setDraft, answer, setAnswer, check, isChanged, isWhole: isWhole(draft), isFresh: asked === draft }
}
export type Edited = ReturnType<typeof useEditing>

/** Keeping and signing: what is signed is kept first, and it is the kept version that is named. */
export function useKeeping({ place, kept }: Editing, { draft, setDraft, answer, isChanged }: Edited) {
  const { t } = useTranslation('prescribing')
  const { prescribing } = useClient()
  const { patientId, caseId } = place
  const keep = async (): Promise<PrescriptionView> => {
    if (!isChanged && kept) return kept
    const version = kept ? kept.draft.version + 1 : 1
    const view = await prescribing.save({ patientId, ...(caseId && { caseId }), draft: { ...draft, version } })
    setDraft(view.draft)
    return view
  }
  const save = useMutation({ mutationFn: keep, onSuccess: () => tell(t('saved')) })
  const sign = useMutation({
    mutationFn: async ({ code, npi }: { code: string; npi: string }) => {
      const { prescriptionId, draft: now } = await keep()
      const acknowledged = [...answer.read]
      const item = { prescriptionId, version: now.version, acknowledged, overrides: overridesIn(answer) }
      const prescriber = npi.trim() === '' ? {} : { npi: npi.trim() }
      return prescribing.sign({ patientId, items: [item], code: code.trim(), prescriber })
    },
    onSuccess: () => tell(t('signed')),
  })
  const drop = useMutation({
    mutationFn: async () => (kept ? prescribing.discard({ prescriptionId: kept.prescriptionId }) : undefined),
    onSuccess: () => tell(t('discarded')),
  })
  return { save, sign, drop }
}
