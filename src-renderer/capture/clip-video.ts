/** A video element that has not found the end by then is not waited for. */
const patienceMs = 15_000
/** Beyond the end of every clip: a browser that is sent there must look where the end is. Seconds. */
const farS = 1e6

/**
 * How long a recording plays, in ms: what a browser records states its length nowhere, so that the end is looked for.
 * Undefined where it is not found in time; rejects where the recording cannot be played.
 */
export async function lengthOf(recording: Blob): Promise<number | undefined> {
  const video = document.createElement('video')
  const address = URL.createObjectURL(recording)
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await new Promise((resolve, reject) => {
      const look = () => {
        if (Number.isFinite(video.duration)) resolve(1000 * video.duration)
      }
      timer = setTimeout(() => resolve(undefined), patienceMs)
      video.muted = true
      video.ondurationchange = look
      video.onloadedmetadata = () => {
        look()
        if (!Number.isFinite(video.duration)) video.currentTime = farS
      }
      video.onerror = () => reject(new Error('the recording does not play'))
      video.src = address
    })
  } finally {
    clearTimeout(timer)
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(address)
  }
}

/** Resolves once the frame that was asked for is there: before, a blank one would be taken. Rejects where none comes. */
export function shown(video: HTMLVideoElement): Promise<void> {
  const there = () => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !video.seeking
  if (there()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const leave = new AbortController()
    const end = (act: () => void) => {
      leave.abort()
      clearTimeout(timer)
      act()
    }
    const fail = () => end(() => reject(new Error('the clip shows no frame')))
    const timer = setTimeout(fail, patienceMs)
    for (const event of ['loadeddata', 'canplay', 'seeked'])
      video.addEventListener(event, () => there() && end(resolve), { signal: leave.signal })
    video.addEventListener('error', fail, { signal: leave.signal })
  })
}
