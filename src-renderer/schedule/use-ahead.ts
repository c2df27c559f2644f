import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { dayAfter, weekOf } from '../../src-shared/clinical/schedule/zone.ts'
import { useCutis } from '../link/index.ts'
import { spanOfDays } from './geometry.ts'

interface Looked {
  readonly day: string
  readonly isWeek: boolean
  readonly zone: string
  /** When the times shown were told; 0 before they are there. */
  readonly toldAt: number
}

const restMs = 50

/** What is one key away is asked for once the times shown are there: the week about a day, and the day or week that comes next. */
export function useAhead({ day, isWeek, zone, toldAt }: Looked): void {
  const cache = useQueryClient()
  const cutis = useCutis()
  const fetchThem = useEffectEvent(async () => {
    const next = dayAfter(day, isWeek ? 7 : 1)
    const spans = isWeek ? [[day], weekOf(next)] : [weekOf(day), [next]]
    // One after the other: they must not stand in the way of what somebody asks for.
    for (const days of spans)
      await cache.prefetchQuery(cutis.schedule.view.queryOptions({ input: spanOfDays(days, zone) }))
  })
  useEffect(() => {
    if (toldAt === 0) return
    const timer = setTimeout(() => void fetchThem(), restMs)
    return () => clearTimeout(timer)
  }, [toldAt, day, isWeek])
}
