import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Me } from '../../src-shared/contract/access.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { type Ahead, openAhead } from './ahead.ts'
import { type Bytes, bytesOf } from './bytes.ts'
import { isWorthRetrying } from './faults.ts'
import { useNews } from './news.ts'
import type { Engine } from './open.ts'
import { openThumbs, type Thumbs } from './thumbs.ts'
import type { LinkState } from './wire.ts'

export type CutisQueries = RouterUtils<CutisClient>

/** A cache for engine answers: fresh until the engine says stale, asked even when the machine has no network. */
export const newCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && isWorthRetrying(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

const EngineContext = createContext<(Engine & { queries: CutisQueries }) | undefined>(undefined)
const MeContext = createContext<(Me & { bytesDoor: Bytes; thumbs: Thumbs; ahead: Ahead }) | undefined>(undefined)

/** Lends the engine and its answers to everything inside. A lock empties the cache, so that no patient stays on the glass. */
export function LinkProvider({
  engine,
  onLocked,
  children,
}: {
  engine: Engine
  onLocked: (isOutside: boolean) => void
  children: ReactNode
}) {
  const cache = useMemo(() => newCache(), [])
  const value = useMemo(() => ({ ...engine, queries: createTanstackQueryUtils(engine.client) }), [engine])
  useNews({ engine, cache, onLocked })
  return (
    <EngineContext value={value}>
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    </EngineContext>
  )
}

/** Lends who is signed in, and the bytes door under their capability. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  const thumbs = useMemo(() => openThumbs(me.bytes), [me.bytes])
  useEffect(() => () => thumbs.close(), [thumbs])
  const bytesDoor = useMemo(() => bytesOf(me.bytes), [me.bytes])
  const ahead = useMemo(() => openAhead(bytesDoor), [bytesDoor])
  useEffect(() => () => ahead.close(), [ahead])
  const value = useMemo(() => ({ ...me, bytesDoor, thumbs, ahead }), [me, bytesDoor, thumbs, ahead])
  return <MeContext value={value}>{children}</MeContext>
}

function here<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('used outside its provider')
  return value
}

/** Query and mutation options of every call: `useQuery(useCutis().records.patient.queryOptions({ input }))`. */
export const useCutis = (): CutisQueries => here(useContext(EngineContext)).queries

/** The plain calls, for event handlers. */
export const useClient = (): CutisClient => here(useContext(EngineContext)).client

/** Who is signed in. Only inside signed-in screens. */
export const useMe = (): Me => here(useContext(MeContext))

/** Image addresses and uploads. Only inside signed-in screens. */
export const useBytes = (): Bytes => here(useContext(MeContext)).bytesDoor

/** The first picture of the case that comes next, decoded ahead. Only inside signed-in screens. */
export const useAhead = (): Ahead => here(useContext(MeContext)).ahead

/** Small pictures, many in one request. Only inside signed-in screens. */
export const useThumbs = (): Thumbs => here(useContext(MeContext)).thumbs

/** Whether the engine answers. */
export function useLinkState(): LinkState {
  const { wire } = here(useContext(EngineContext))
  return useSyncExternalStore(wire.watch, wire.state)
}
