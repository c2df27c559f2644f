import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AppointmentRow } from '../../src-shared/contract/schedule.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { useMinute } from '../ui/today.ts'

/** While somebody looks: an offer whose time is over goes to the next on the list. */
export function usePassing(waiting: readonly AppointmentRow[]): void {
  const now = useMinute().toISOString()
  const mayBook = may(useMe().role, 'schedule.write')
  const { mutate } = useMutation(useCutis().schedule.passOffers.mutationOptions())
  const isOver = waiting.some(({ state, offerUntil = '' }) => state === 'pending' && offerUntil <= now)
  useEffect(() => {
    if (mayBook && isOver) mutate(undefined)
  }, [mayBook, isOver, mutate])
}
