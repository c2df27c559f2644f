import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useCutis } from '../link/index.ts'
import type { PlaceProps } from '../ui/index.ts'
import { Answer, Failed, Loading } from '../ui/states.tsx'
import { IntakeDesk } from './intake-desk.tsx'

/** What a GP or nurse writes before a dermatologist is asked: begun when it is opened, kept by itself. */
export function Intake({ place }: PlaceProps<'intake'>) {
  const begin = useMutation(useCutis().consults.begin.mutationOptions())
  const begun = useRef(false)
  const { caseId } = place
  const { mutate } = begin
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    mutate({ caseId })
  }, [caseId, mutate])
  if (begin.error) return <Failed error={begin.error} again={() => mutate({ caseId })} />
  if (!begin.data) return <Loading />
  return <Begun place={place} consultId={begin.data.consultId} />
}

function Begun({ place, consultId }: PlaceProps<'intake'> & { consultId: string }) {
  const consult = useQuery(useCutis().consults.consult.queryOptions({ input: { consultId: consultId as never } }))
  return <Answer of={consult}>{held => <IntakeDesk key={consultId} place={place} consult={held} />}</Answer>
}
