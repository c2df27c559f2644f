import { IconArchive, IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ImportState } from '../../src-shared/contract/monitoring.ts'
import { useCutis } from '../link/index.ts'
import { useActions } from '../ui/index.ts'
import { mustWait } from './waiting.ts'

interface Keeping {
  readonly said: ImportState
  readonly leaveOut: ReadonlySet<string>
  readonly user: string | undefined
  readonly confirmed: boolean
  readonly chosen: number
}

/** The one act of the preview: keep what is chosen, or put it where somebody must look first. Its name says which. */
export function useKeep({ said, leaveOut, user, confirmed, chosen }: Keeping) {
  const { t } = useTranslation()
  const keep = useMutation(useCutis().monitoring.keepImport.mutationOptions())
  const waits = mustWait(said.quarantineFor, { confirmed, user })
  const nothing = () =>
    said.rows.some(({ mark }) => mark === 'new') ? t('intake.nothingChosen') : t('intake.allKnown')
  const { importId } = said
  const [action] = useActions([
    {
      id: 'intake.keep',
      label: t(waits ? 'intake.toQuarantine' : 'intake.keep', { count: chosen }),
      icon: waits ? IconArchive : IconCheck,
      shortcut: 'mod+enter',
      perform: () => keep.mutate({ importId, leaveOut: [...leaveOut], confirmed, ...(user !== undefined && { user }) }),
      disabledWhy: chosen === 0 ? nothing() : undefined,
    },
  ])
  return { keep, action }
}
