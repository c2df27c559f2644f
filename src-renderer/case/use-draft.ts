import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../link/index.ts'
import { type DraftWriter, openDraftWriter } from './draft-writer.ts'

const restMs = 600
const againMs = 5000

export type DraftState = 'kept' | 'keeping' | 'failed'

/** A note's draft that keeps itself in the engine: a moment after the last key, when the screen is left, and again after a failure. */
export function useDraft(caseId: string, start: string) {
  const client = useClient()
  const [text, setText] = useState(start)
  const [state, setState] = useState<DraftState>('kept')
  // What lay in the engine when the note was opened; later answers are echoes of what is typed here.
  const [opened] = useState(start)
  const writer = useRef<DraftWriter>(undefined)
  const timer = useRef(0)

  const flush = useCallback(async function flushNow(): Promise<void> {
    window.clearTimeout(timer.current)
    const held = writer.current
    if (!held) return
    const ok = await held.run()
    setState(ok ? (held.isDone() ? 'kept' : 'keeping') : 'failed')
    if (!ok) timer.current = window.setTimeout(() => void flushNow(), againMs)
  }, [])

  useEffect(() => {
    const made = openDraftWriter({
      caseId,
      start: opened,
      write: (key, value) => client.access.setPreference({ key, value }),
    })
    writer.current = made
    return () => {
      window.clearTimeout(timer.current)
      void made.run()
    }
  }, [client, caseId, opened])

  const change = (next: string) => {
    setText(next)
    setState('keeping')
    writer.current?.want(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void flush(), restMs)
  }
  return { text, change, state, flush }
}
