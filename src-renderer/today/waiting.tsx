import {
  IconChevronRight,
  IconClipboardList,
  IconInbox,
  IconMessages,
  IconPrescription,
  IconReportMedical,
  IconVideo,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Panel, type Place, useGoTo } from '../ui/index.ts'
import styles from './today.module.css'

interface Kind {
  readonly key: 'consults' | 'answers' | 'results' | 'overdue' | 'refills' | 'messages' | 'visits'
  readonly icon: ComponentType<{ readonly size: number; readonly 'aria-hidden': boolean }>
  readonly count: number
  readonly place: Place
}

/** Consults: those to answer for who answers, those that were answered for who asked. */
function useConsultCounts(mayAnswer: boolean) {
  const { consults } = useCutis()
  const of = (show: 'waiting' | 'answered') => consults.worklist.queryOptions({ input: { show, from: 0, limit: 1 } })
  const waiting = useQuery({ ...of('waiting'), enabled: mayAnswer })
  const answered = useQuery({ ...of('answered'), enabled: !mayAnswer })
  return { waiting: waiting.data?.total ?? 0, answered: answered.data?.total ?? 0 }
}

/** What waits for this person elsewhere, as far as the role has business there; only what is not nothing. */
function useKinds(): readonly Kind[] {
  const { role } = useMe()
  const cutis = useCutis()
  const { waiting, answered } = useConsultCounts(may(role, 'consult.answer'))
  const tracking = useQuery(cutis.orders.tracking.queryOptions())
  const refills = useQuery({ ...cutis.prescribing.refills.queryOptions(), enabled: may(role, 'prescription.sign') })
  const unread = useQuery({ ...cutis.messages.unread.queryOptions(), enabled: may(role, 'message.read') })
  const visits = useQuery({ ...cutis.visits.waiting.queryOptions(), enabled: may(role, 'visit.run') })
  const toSign = may(role, 'result.sign') ? (tracking.data?.toSign.length ?? 0) : 0
  const kinds: readonly Kind[] = [
    { key: 'visits', icon: IconVideo, count: waitingIn(visits.data), place: { at: 'visits' } },
    { key: 'consults', icon: IconInbox, count: waiting, place: { at: 'worklist' } },
    { key: 'answers', icon: IconInbox, count: answered, place: { at: 'worklist', show: 'answered' } },
    { key: 'results', icon: IconReportMedical, count: toSign, place: { at: 'tracking' } },
    {
      key: 'overdue',
      icon: IconClipboardList,
      count: tracking.data?.overdue.length ?? 0,
      place: { at: 'tracking' },
    },
    { key: 'refills', icon: IconPrescription, count: refills.data?.length ?? 0, place: { at: 'refills' } },
    { key: 'messages', icon: IconMessages, count: unread.data ?? 0, place: { at: 'messages' } },
  ]
  return kinds.filter(({ count }) => count > 0)
}

/** Patients who sit in the waiting room of a visit. */
const waitingIn = (visits: readonly { readonly waitingSince?: string | undefined }[] = []): number =>
  visits.filter(({ waitingSince }) => waitingSince !== undefined).length

/** One row for each place where something waits; none where nothing does. */
export function Waiting() {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const kinds = useKinds()
  if (kinds.length === 0) return null
  return (
    <Panel title={t('today.waiting')} note={kinds.length} flush>
      <ul className={styles.due}>
        {kinds.map(({ key, icon: Sign, count, place }) => (
          <li key={key}>
            <button type="button" onClick={() => goTo(place)}>
              <span className={styles.kind}>
                <Sign size={18} aria-hidden />
                {t(`today.waits.${key}`, { count })}
              </span>
              <IconChevronRight size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
