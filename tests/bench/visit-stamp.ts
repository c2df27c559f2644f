/** A camera whose frames say when they were taken: bright and dark fields for the bits of the clock. */
const bits = 24
const perRow = 12
const modulus = 2 ** bits

export interface Size {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
}

/** Draws the clock and a picture that moves enough to cost what a face costs. */
export function stampedCamera({ width, height, framesPerSecond }: Size): { track: MediaStreamTrack; stop: () => void } {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  const grain = Object.assign(document.createElement('canvas'), { width: 80, height: 45 })
  const grains = grain.getContext('2d')
  if (!context || !grains) throw new Error('no canvas')
  const noise = grains.createImageData(80, 45)
  const field = { width: width / perRow, height: height / 6 }
  const draw = (): void => {
    // A fifth of it changes from frame to frame: about what a face and hands do.
    for (let at = 0; at < noise.data.length; at += 1)
      if (at % 4 === 3) noise.data[at] = 255
      else if (Math.random() < 0.2) noise.data[at] = 100 + Math.random() * 60
    grains.putImageData(noise, 0, 0)
    context.drawImage(grain, 0, 0, width, height)
    const stamp = Date.now() % modulus
    for (let bit = 0; bit < bits; bit += 1) {
      context.fillStyle = Math.floor(stamp / 2 ** bit) % 2 === 1 ? '#fff' : '#000'
      context.fillRect((bit % perRow) * field.width, Math.floor(bit / perRow) * field.height, field.width, field.height)
    }
  }
  draw()
  const drawing = setInterval(draw, 1000 / framesPerSecond)
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks()
  if (!track) throw new Error('no picture')
  return { track, stop: () => (clearInterval(drawing), track.stop()) }
}

/** How old the shown frame is, ms; undefined where its fields cannot be read. */
export function openStampReader(video: HTMLVideoElement): () => number | undefined {
  const small = Object.assign(document.createElement('canvas'), { width: perRow * 4, height: 6 * 4 })
  const context = small.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  return () => {
    const now = Date.now()
    context.drawImage(video, 0, 0, small.width, small.height)
    const { data } = context.getImageData(0, 0, small.width, 8)
    let stamp = 0
    for (let bit = 0; bit < bits; bit += 1) {
      const [x, y] = [(bit % perRow) * 4 + 2, Math.floor(bit / perRow) * 4 + 2]
      const level = data[(y * small.width + x) * 4] ?? 128
      if (level > 90 && level < 165) return undefined
      if (level >= 165) stamp += 2 ** bit
    }
    const age = (now - stamp + modulus) % modulus
    return age < modulus / 2 ? age : undefined
  }
}
