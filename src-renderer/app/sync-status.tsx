import {
  type Icon,
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconGitMerge,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../src-shared/contract/sync.ts'
import { useCutis, useLinkState } from '../link/index.ts'
import { useGoTo } from '../ui/place.ts'
import type { Tone } from '../ui/status-chip.tsx'
import { clockText } from '../ui/when.ts'
import styles from './frame.module.css'

interface Said {
  readonly icon: Icon
  readonly tone: Tone
  readonly words: string
  /** What follows where there is room. */
  readonly more?: string
  readonly tab?: 'conflicts'
}

const linkWords = (state: SyncState, t: TFunction): Said => {
  const count = state.waiting + state.sending
  if (state.link === 'refused')
    return { icon: IconAlertTriangle, tone: 'bad', words: t('syncState.refused'), more: t('syncState.refusedMore') }
  if (state.link === 'none') return { icon: IconCloudOff, tone: 'plain', words: t('syncState.none', { count }) }
  const since = state.lastContactAt === undefined ? t('syncState.never') : clockText(state.lastContactAt)
  if (state.link === 'offline')
    return {
      icon: IconCloudOff,
      tone: 'warn',
      words: t('syncState.offline', { count }),
      more: t('syncState.since', { since }),
    }
  if (count > 0) return { icon: IconCloudUp, tone: 'plain', words: t('syncState.waiting', { count }) }
  return { icon: IconCloudCheck, tone: 'ok', words: t('syncState.kept') }
}

/** The one line about the clinic: what needs a person comes first. */
export function syncWords(state: SyncState, t: TFunction): Said {
  if (state.conflicts > 0)
    return {
      icon: IconGitMerge,
      tone: 'warn',
      words: t('syncState.conflict', { count: state.conflicts }),
      tab: 'conflicts',
    }
  if (state.failed > 0)
    return { icon: IconAlertTriangle, tone: 'bad', words: t('syncState.failed', { count: state.failed }) }
  return linkWords(state, t)
}

/** How things stand with the clinic, always in sight; opens the tray. */
export function SyncStatus() {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const link = useLinkState()
  const state = useQuery(useCutis().sync.state.queryOptions())
  // What an engine that is away last said may no longer be so.
  if (!state.data || link !== 'up') return null
  const { icon: Sign, tone, words, more, tab } = syncWords(state.data, t)
  return (
    <button
      type="button"
      className={styles.statusButton}
      data-tone={tone}
      onClick={() => goTo(tab ? { at: 'sync', tab } : { at: 'sync' })}
    >
      <Sign size={18} stroke={1.75} aria-hidden />
      <span>
        {words}
        {more !== undefined && <span className={styles.more}>{more}</span>}
      </span>
    </button>
  )
}
