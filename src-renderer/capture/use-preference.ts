import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useClient, useCutis } from '../link/index.ts'

/** One thing a person prefers, kept by the engine; undefined until known or where never set. Setting it shows at once. */
export function usePreference(key: string): readonly [string | undefined, (value: string) => void] {
  const cutis = useCutis()
  const client = useClient()
  const cache = useQueryClient()
  const { data } = useQuery(cutis.access.preferences.queryOptions())
  const set = useCallback(
    (value: string) => {
      cache.setQueryData(cutis.access.preferences.queryKey(), known => ({ ...known, [key]: value }))
      // A preference that could not be kept is no reason to disturb the work; the next start shows the old one.
      client.access.setPreference({ key, value }).catch(() => {})
    },
    [cache, client, cutis, key],
  )
  return [data?.[key], set]
}
