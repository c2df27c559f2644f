import { Tooltip, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { type Action, shortcutsOf } from '../ui/actions.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Mark } from '../ui/mark.tsx'
import { type At, usePlace } from '../ui/place.ts'
import styles from './frame.module.css'

const homes: Readonly<Record<string, readonly At[]>> = {
  'go.today': ['today'],
  'go.worklist': ['worklist', 'consult', 'refills'],
  'go.messages': ['messages'],
  'go.orders': ['tracking'],
  'go.patients': [
    'patients',
    'patient',
    'case',
    'capture',
    'compare',
    'readings',
    'orders',
    'intake',
    'prescribe',
    'reactions',
  ],
  'go.schedule': ['schedule'],
  'go.visits': ['visits', 'visit'],
  'go.devices': ['devices', 'calibration', 'live', 'import'],
  'go.desk': ['desk'],
  'go.sync': ['sync'],
  'go.about': ['about'],
}
const above = [
  'go.today',
  'go.worklist',
  'go.messages',
  'go.orders',
  'go.schedule',
  'go.visits',
  'go.patients',
  'go.devices',
  'go.sync',
]
const below = ['go.desk', 'go.about']

/** The places of the workstation, as far as this role has business there. */
export function Rail({ actions }: { actions: readonly Action[] }) {
  const { t } = useTranslation()
  const links = (ids: readonly string[]) =>
    ids
      .flatMap(id => actions.filter(action => action.id === id))
      .map(action => <Stop key={action.id} action={action} />)
  return (
    <nav className={styles.rail} aria-label={t('frame.rail')}>
      <span className={styles.mark}>
        <Mark sizePx={26} />
      </span>
      {links(above)}
      <div className={styles.end}>{links(below)}</div>
    </nav>
  )
}

function Stop({ action }: { action: Action }) {
  const { at } = usePlace()
  const Sign = action.icon
  const [shortcut] = shortcutsOf(action)
  const stop = (
    <button
      type="button"
      className={styles.place}
      aria-current={homes[action.id]?.includes(at) ? 'page' : undefined}
      onClick={action.perform}
    >
      {Sign && <Sign size={20} stroke={1.75} aria-hidden />}
      {action.label}
      {action.id === 'go.messages' && <UnreadCount />}
    </button>
  )
  if (shortcut === undefined) return stop
  return (
    <Tooltip label={<Kbd shortcut={shortcut} />} position="right">
      {stop}
    </Tooltip>
  )
}

/** Messages this person has not read. */
function UnreadCount() {
  const { t } = useTranslation('messages')
  const { data: count = 0 } = useQuery(useCutis().messages.unread.queryOptions())
  if (count === 0) return undefined
  return (
    <span className="figures">
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{t('unreadRail', { count })}</VisuallyHidden>
    </span>
  )
}
