import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import type { Door, Me } from '../../src-shared/contract/access.ts'
import { may } from '../../src-shared/policy.ts'
import { MeProvider, useCutis } from '../link/index.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import { useKeyboard } from '../ui/keys.ts'
import { useWay } from '../ui/place.ts'
import { Answer, Loading } from '../ui/states.tsx'
import { EngineState } from './engine-state.tsx'

/** Everything behind the sign-in comes after it: who is not in yet need not wait for what they cannot see. */
const loadFrame = () => import('./frame.tsx')
const Frame = lazy(async () => ({ default: (await loadFrame()).Frame }))

/** Long enough for the sign-in to be drawn, shorter than a password takes to type. */
const fetchAheadMs = 400

/** Outside or inside: the sign-in screen until the engine says who is here. */
export function House() {
  useKeyboard()
  const door = useQuery(useCutis().access.door.queryOptions())
  const isOutside = door.data !== undefined && door.data.me === undefined
  useEffect(() => {
    if (!isOutside) return undefined
    const whenIdle = setTimeout(() => void loadFrame().catch(() => undefined), fetchAheadMs)
    return () => clearTimeout(whenIdle)
  }, [isOutside])
  if (door.data?.me) return <Inside door={door.data} me={door.data.me} />
  return (
    <>
      <EngineState />
      <Answer of={door}>{said => <SignIn door={said} />}</Answer>
    </>
  )
}

function Inside({ door, me }: { door: Door; me: Me }) {
  const { owner, startFor } = useWay()
  useEffect(() => {
    startFor(me.userId, may(me.role, 'patient.read') ? { at: 'today' } : { at: 'desk' })
  }, [startFor, me.userId, me.role])
  // The trail still belongs to whoever was here before: nothing of theirs is drawn for anybody else.
  if (owner !== me.userId) return null
  return (
    <MeProvider me={me}>
      <Suspense fallback={<Loading />}>
        <Frame clinicName={door.clinicName} demo={door.demo} />
      </Suspense>
    </MeProvider>
  )
}
