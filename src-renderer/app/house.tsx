import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Door, Me } from '../../src-shared/contract/access.ts'
import { may } from '../../src-shared/policy.ts'
import { MeProvider, useCutis } from '../link/index.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import { useKeyboard } from '../ui/keys.ts'
import { useWay } from '../ui/place.ts'
import { Answer } from '../ui/states.tsx'
import { EngineState, Frame } from './frame.tsx'

/** Outside or inside: the sign-in screen until the engine says who is here. */
export function House() {
  useKeyboard()
  const door = useQuery(useCutis().access.door.queryOptions())
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
      <Frame clinicName={door.clinicName} demo={door.demo} />
    </MeProvider>
  )
}
