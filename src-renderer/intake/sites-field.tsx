import { MultiSelect } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { bodySites, type Laterality, siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import styles from './intake.module.css'
import type { IntakeDraft } from './use-intake-draft.ts'

const keyOf = (code: string, laterality: Laterality | undefined): string => `${code}|${laterality ?? ''}`

/** Every coded site, and each side of those that have sides. */
const options = () =>
  bodySites.flatMap(({ code, sided }) => {
    const sides: readonly (Laterality | undefined)[] = sided ? ['left', 'right'] : [undefined]
    return sides.map(side => ({ value: keyOf(code, side), label: siteLabelOf(code, side) }))
  })

/** Where on the body, by name, as many as there are. */
export function SitesField({ draft }: { draft: IntakeDraft }) {
  const { t: codes } = useTranslation('intakeCodes')
  const data = useMemo(() => options(), [])
  const { sites = [] } = draft.content.history
  const set = (keys: readonly string[]) =>
    draft.tell({
      sites:
        keys.length === 0
          ? undefined
          : keys.map(key => {
              const [code = '', side] = key.split('|')
              return { code, ...(side && { laterality: side as Laterality }) }
            }),
    })
  return (
    <MultiSelect
      className={styles.wide}
      label={codes('item.sites')}
      data={data}
      value={sites.map(({ code, laterality }) => keyOf(code, laterality))}
      onChange={set}
      limit={30}
      searchable
    />
  )
}
