import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'

interface PictureProps {
  readonly label: string
  readonly stream?: MediaStream | undefined
  readonly muted?: boolean
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLVideoElement | null>
}

/** A moving picture under its name. */
export function Picture({ label, stream, muted = false, className, ref }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useImperativeHandle(ref, () => video.current as HTMLVideoElement, [])
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null
  }, [stream])
  return (
    <figure className={className}>
      {/* A live picture has no captions to show; the chat stands beside it. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video ref={video} aria-label={label} autoPlay playsInline muted={muted} />
      {/* The picture itself bears the same name for those who do not see it. */}
      <figcaption aria-hidden="true">{label}</figcaption>
    </figure>
  )
}
