import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../link/index.ts'
import { changesBetween } from './draft.ts'

const restMs = 600
const againMs = 5000

export type DraftState = 'kept' | 'keeping' | 'failed'

/** Writes drafts one after the other; what is typed meanwhile is written next. Knows what lies in the engine. */
function draftWriter(write: (key: string, value: string) => Promise<unknown>, caseId: string, start: string) {
  let there = start
  let wanted = start
  let busy = false
  const run = async (): Promise<boolean> => {
    if (busy) return true
    busy = true
    try {
      while (there !== wanted) {
        const next = wanted
        for (const { key, value } of changesBetween(caseId, there, next)) await write(key, value)
        there = next
      }
      return true
    } catch {
      return false
    } finally {
      busy = false
    }
  }
  return {
    want: (text: string) => {
      wanted = text
    },
    run,
    isDone: () => there === wanted,
  }
}

/** A note's draft that keeps itself in the engine: a moment after the last key, when the screen is left, and again after a failure. */
export function useDraft(caseId: string, start: string) {
  const { access } = useClient()
  const [text, setText] = useState(start)
  const [state, setState] = useState<DraftState>('kept')
  const writer = useRef<ReturnType<typeof draftWriter>>(undefined)
  const timer = useRef(0)

  const flush = useCallback(async () => {
    window.clearTimeout(timer.current)
    const held = writer.current
    if (!held || held.isDone()) return setState('kept')
    const ok = await held.run()
    setState(ok ? (held.isDone() ? 'kept' : 'keeping') : 'failed')
    if (!ok) timer.current = window.setTimeout(() => void flush(), againMs)
  }, [])

  useEffect(() => {
    const made = draftWriter((key, value) => access.setPreference({ key, value }), caseId, start)
    writer.current = made
    return () => {
      window.clearTimeout(timer.current)
      void made.run()
    }
    // The start is what lay in the engine when the note was opened; later answers are echoes of what is typed here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [access, caseId])

  const change = (next: string) => {
    setText(next)
    setState('keeping')
    writer.current?.want(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void flush(), restMs)
  }
  return { text, change, state, flush }
}
