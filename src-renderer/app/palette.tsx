import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { type Action, onScreen, shortcutsOf } from '../ui/actions.ts'
import { Kbd } from '../ui/kbd.tsx'
import { nameOf, useBirthText } from '../ui/person.tsx'
import { useGoTo } from '../ui/place.ts'
import { paletteStore } from './palette-store.ts'

const entryOf = (action: Action): SpotlightActionData => {
  const [shortcut] = shortcutsOf(action)
  const Sign = action.icon
  return {
    id: action.id,
    label: action.label,
    leftSection: Sign && <Sign size={18} stroke={1.75} />,
    rightSection: shortcut === undefined ? undefined : <Kbd shortcut={shortcut} />,
    onClick: action.perform,
    ...(action.disabledWhy === undefined ? {} : { description: action.disabledWhy, disabled: true }),
  }
}

const matching = (actions: readonly Action[], query: string) => {
  const wanted = query.trim().toLowerCase()
  return actions.filter(action => !action.keysOnly && action.label.toLowerCase().includes(wanted)).map(entryOf)
}

/** Patients whose name, birth date or number fits what was typed. */
function usePatientEntries(query: string): SpotlightActionData[] {
  const { role } = useMe()
  const goTo = useGoTo()
  const birthText = useBirthText()
  const { records } = useCutis()
  const asks = query.trim().length >= 2 && may(role, 'patient.read')
  const found = useQuery({
    ...records.findPatients.queryOptions({ input: { text: query.trim(), limit: 6 } }),
    enabled: asks,
  })
  if (!asks) return []
  return (found.data ?? []).map(patient => ({
    id: patient.patientId,
    label: nameOf(patient),
    description: birthText(patient.birthDate),
    leftSection: <IconUser size={18} stroke={1.75} />,
    onClick: () => goTo({ at: 'patient', patientId: patient.patientId }),
  }))
}

/** Patients arrive after the query was typed and push the marked entry out of the list: then the first one is marked. */
function useFirstMarked(firstId: string | undefined) {
  useEffect(() => {
    const list = document.querySelector('.mantine-Spotlight-actionsList')
    if (firstId === undefined || list === null) return
    for (const marked of list.querySelectorAll('[data-selected]')) marked.removeAttribute('data-selected')
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    paletteStore.updateState(state => ({ ...state, selected: 0 }))
  }, [firstId])
}

/** Everything that can be done here and every patient, one Ctrl K away. */
export function Palette() {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [actions, setActions] = useState<readonly Action[]>([])
  const patients = usePatientEntries(query)
  useFirstMarked(patients[0]?.id)
  return (
    <Spotlight
      store={paletteStore}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('frame.palette') } }}
      actions={[...patients, ...matching(actions, query)]}
      filter={(_, entries) => entries}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setActions(onScreen.all().filter(({ id }) => id !== 'frame.palette'))}
      nothingFound={t('frame.paletteEmpty')}
      searchProps={{ placeholder: t('frame.palette'), 'aria-label': t('frame.palette') }}
      scrollable
      maxHeight={420}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
    />
  )
}
