import { useMutation, useQuery } from '@tanstack/react-query'
import { memo, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageThread } from '../../src-shared/contract/messages.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import { useCutis, useMe } from '../link/index.ts'
import { Failed } from '../ui/index.ts'
import { Line } from './line.tsx'
import styles from './messages.module.css'

/** Messages that are asked for and drawn together. */
const perPart = 10
/** Of a message, until its part has been drawn once. */
const usualPx = 84
/** Parts as near as this to what is seen are drawn already. */
const nearPx = 800
/** As near to the end as this counts as being there. */
const endPx = 48

/**
 * All messages of a conversation, oldest first, scrolled to the newest. Only parts near the screen are asked for and drawn; the others
 * are empty space as high as they were, so that a conversation of thousands scrolls like a short one.
 */
export function ThreadLines({ thread }: { thread: MessageThread }) {
  const scroller = useRef<HTMLDivElement>(null)
  const near = useNear(scroller)
  useStayAtEnd(scroller)
  const { threadId, count } = thread
  const parts = Math.max(1, Math.ceil(count / perPart))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys
    <section ref={scroller} className={styles.scroller} aria-label={thread.topic} tabIndex={0} data-thread>
      <div>
        {Array.from({ length: parts }, (_, at) => (
          <Part
            key={at}
            threadId={threadId}
            patientId={thread.patientId}
            at={at}
            size={Math.min(perPart, count - at * perPart)}
            near={near}
          />
        ))}
      </div>
    </section>
  )
}

type Near = (element: Element, tell: (isNear: boolean) => void) => () => void

/** Tells each part when it comes near to what is seen, and when it goes; one observer for all. */
function useNear(scroller: RefObject<HTMLElement | null>): Near {
  const [watch] = useState(() => {
    const heard = new Map<Element, (isNear: boolean) => void>()
    let observer: IntersectionObserver | undefined
    const near: Near = (element, tell) => {
      observer ??= new IntersectionObserver(
        entries => {
          for (const { target, isIntersecting } of entries) heard.get(target)?.(isIntersecting)
        },
        { root: scroller.current, rootMargin: `${nearPx}px 0px` },
      )
      heard.set(element, tell)
      observer.observe(element)
      return () => {
        heard.delete(element)
        observer?.unobserve(element)
      }
    }
    return near
  })
  return watch
}

/** Whoever is at the end stays there while messages come and parts find their height. */
function useStayAtEnd(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current
    const inner = element?.firstElementChild
    if (!element || !inner) return
    let isAtEnd = true
    const toEnd = () => {
      if (isAtEnd) element.scrollTo({ top: element.scrollHeight })
    }
    const look = () => {
      isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < endPx
    }
    const sized = new ResizeObserver(toEnd)
    sized.observe(inner)
    sized.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    toEnd()
    return () => {
      sized.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
}

interface PartProps {
  readonly threadId: RecordId
  readonly patientId: PatientId
  readonly at: number
  readonly size: number
  readonly near: Near
}

/** One part: drawn while it is near, else space as high as it was. */
const Part = memo(function Part({ threadId, patientId, at, size, near }: PartProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isNear, setIsNear] = useState(false)
  const [heightPx, setHeightPx] = useState(Math.max(0, size) * usualPx)
  useEffect(() => {
    const element = place.current
    if (!element) return
    return near(element, now => {
      // What it takes is read while its messages still stand in it.
      if (!now && element.querySelector('li')) setHeightPx(element.offsetHeight)
      setIsNear(now)
    })
  }, [near])
  return (
    <div ref={place} style={isNear ? undefined : { height: heightPx }}>
      {isNear && <Drawn threadId={threadId} patientId={patientId} at={at} heightPx={heightPx} />}
    </div>
  )
})

interface DrawnProps {
  readonly threadId: RecordId
  readonly patientId: PatientId
  readonly at: number
  readonly heightPx: number
}

function Drawn({ threadId, patientId, at, heightPx }: DrawnProps) {
  const { t } = useTranslation('messages')
  const input = { threadId, from: at * perPart, limit: perPart }
  const { data, error, refetch } = useQuery(useCutis().messages.page.queryOptions({ input }))
  useReading(threadId, data?.messages)
  if (error) return <Failed error={error} again={() => void refetch()} />
  if (!data) return <output style={{ display: 'block', height: heightPx }} aria-label={t('loading')} />
  return (
    <ol className={styles.lines} start={data.from + 1}>
      {data.messages.map(message => (
        <Line key={message.messageId} message={message} patientId={patientId} />
      ))}
    </ol>
  )
}

/** What is shown counts as read by who looks at it. */
function useReading(threadId: RecordId, messages: readonly Message[] = []): void {
  const asked = useRef('')
  const { mutate } = useMutation(useCutis().messages.markRead.mutationOptions())
  const { userId } = useMe()
  // By the id: two people may have one name.
  const open = messages.filter(({ mine, readBy }) => !mine && !readBy.some(reader => reader.userId === userId))
  const key = open.map(({ messageId }) => messageId).join()
  useEffect(() => {
    // Each set of messages is said to be read once.
    if (key === '' || asked.current === key) return
    asked.current = key
    mutate({ threadId, messageIds: key.split(',') as RecordId[] })
  }, [key, threadId, mutate])
}
