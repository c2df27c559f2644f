import { useRef } from 'react'
import type { RecordId } from '../../src-shared/ids.ts'

/** A name for what is about to be kept: the same for the same content, so that sending it again after a lost answer keeps it once. */
export function useFreshId(): (content: object) => RecordId {
  const known = useRef(new Map<string, RecordId>())
  return content => {
    const said = JSON.stringify(content)
    const id = known.current.get(said) ?? (crypto.randomUUID() as RecordId)
    known.current.set(said, id)
    return id
  }
}
