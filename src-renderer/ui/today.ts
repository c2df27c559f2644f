import { useEffect, useState } from 'react'
import { isoDayOf } from './when.ts'

/** The present day, told anew when midnight has passed. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date())
  useEffect(() => {
    const turn = () => setToday(known => (isoDayOf(known) === isoDayOf(new Date()) ? known : new Date()))
    const timer = setInterval(turn, 30_000)
    return () => clearInterval(timer)
  }, [])
  return today
}

/** The present moment, told anew every minute: for clocks that run down. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
