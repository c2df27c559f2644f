import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'

interface PictureProps {
  readonly label: string
  readonly stream?: MediaStream | undefined
  readonly muted?: boolean
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLVideoElement | null>
}

/** A moving picture. */
export function Picture({ label, stream, muted = false, className, ref }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useImperativeHandle(ref, () => video.current as HTMLVideoElement, [])
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null
  }, [stream])
  // A live picture has no captions to show; the chat stands beside it.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <video ref={video} aria-label={label} className={className} autoPlay playsInline muted={muted} />
}
