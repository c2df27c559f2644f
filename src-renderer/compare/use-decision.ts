import { IconCheck, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useClient, useMe } from '../link/index.ts'
import { useActions } from '../ui/actions.ts'
import { decisionFor } from './decide.ts'
import type { PairNow } from './use-pair.ts'

/** Accepting and rejecting how the pair was laid over each other: a mark of the person who decides, kept for good. */
export function useDecision(pair: PairNow) {
  const { t } = useTranslation('compare')
  const { role } = useMe()
  const { review } = useClient()
  const [asks, setAsks] = useState<string>()
  const put = useMutation({
    mutationFn: async ({ decision, reason }: { decision: 'accepted' | 'rejected'; reason?: string }) => {
      const mark = decisionFor(pair, decision, reason)
      if (mark) await review.put(mark)
    },
    onSuccess: () => setAsks(undefined),
  })
  const fit = pair.current?.registration?.fit
  const key = `${pair.fixed?.blobId} ${pair.moving?.blobId}`
  const off = !may(role, 'mark.write') ? t('decideReadOnly') : fit ? undefined : t('decideNone')
  const group = t('group')
  const actions = useActions([
    {
      id: 'compare.accept',
      label: t('accept'),
      icon: IconCheck,
      shortcut: 'a',
      perform: () => put.mutate({ decision: 'accepted' }),
      disabledWhy: off,
      group,
    },
    {
      id: 'compare.reject',
      label: t('reject'),
      icon: IconX,
      shortcut: 'shift+backspace',
      perform: () => setAsks(key),
      disabledWhy: off,
      group,
    },
  ])
  return {
    accept: actions[0],
    reject: actions[1],
    /** The reason is being asked for this very pair. */
    asks: asks === key && fit !== undefined,
    rejectFor: (reason: string) => put.mutate({ decision: 'rejected', reason }),
    leave: () => setAsks(undefined),
    busy: put.isPending,
    error: put.error ?? undefined,
  }
}
