import { useEffect, useRef } from 'react'

interface PictureProps {
  readonly label: string
  readonly stream?: MediaStream | undefined
  readonly track?: MediaStreamTrack
  readonly muted?: boolean
  readonly className?: string
}

/** A moving picture under its name; one's own is never heard. */
export function Picture({ label, stream, track, muted = false, className }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? new MediaStream(track ? [track] : [])
  }, [stream, track])
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
