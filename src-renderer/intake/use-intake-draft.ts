import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Consult, ConsultContent } from '../../src-shared/contract/consults.ts'
import { useCutis } from '../link/index.ts'

/** So long nothing more is typed before it is kept, ms. */
const pauseMs = 700

export type History = ConsultContent['history']
export type Findings = ConsultContent['findings']

export interface IntakeDraft {
  readonly content: ConsultContent
  readonly set: (part: Partial<ConsultContent>) => void
  readonly tell: (part: Partial<History>) => void
  readonly find: (part: Partial<Findings>) => void
  readonly saving: boolean
  readonly savedAt: Date | undefined
  readonly error: unknown
  /** Keeps what was typed last; resolves when the engine has it. */
  readonly keep: () => Promise<unknown>
}

/** Without the parts that are not answered: an answer that is taken back is as if it had never been given. */
const answered = <T extends object>(parts: T): T =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) as T

/** What is typed, kept by itself a moment later, and at the latest when the screen is left. */
export function useIntakeDraft(consult: Consult): IntakeDraft {
  const { consultId } = consult
  const [content, setContent] = useState(consult.content)
  const dirty = useRef(false)
  const save = useMutation(useCutis().consults.save.mutationOptions())
  const keep = useEffectEvent(async () => {
    if (!dirty.current) return
    dirty.current = false
    await save.mutateAsync({ consultId, content }).catch((error: unknown) => {
      dirty.current = true
      throw error
    })
  })
  useEffect(() => {
    if (!dirty.current) return
    const timer = setTimeout(() => void keep().catch(() => {}), pauseMs)
    return () => clearTimeout(timer)
  }, [content])
  useEffect(() => () => void keep().catch(() => {}), [])
  const set = (part: Partial<ConsultContent>) => {
    dirty.current = true
    setContent(known => ({ ...known, ...part }))
  }
  return {
    content,
    set,
    tell: part => set({ history: answered({ ...content.history, ...part }) }),
    find: part => set({ findings: answered({ ...content.findings, ...part }) }),
    saving: save.isPending,
    savedAt: save.isSuccess ? new Date(save.submittedAt) : undefined,
    error: save.error,
    keep: async () => {
      if (!dirty.current) return
      dirty.current = false
      await save.mutateAsync({ consultId, content })
    },
  }
}
