const longestPx = 1600
/** Somebody who joins later must see it too: a canvas that does not change sends nothing. */
const redrawMs = 500

/** A still picture as a stream of a few frames a second, no larger than 1600 px. Rejects for what is no picture. */
export async function streamOfPicture(picture: Blob): Promise<{ stream: MediaStream; stop: () => void }> {
  const bitmap = await createImageBitmap(picture)
  const scale = Math.min(1, longestPx / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  const context = canvas.getContext('2d')
  const draw = () => context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  draw()
  const stream = canvas.captureStream(5)
  const drawing = setInterval(draw, redrawMs)
  return {
    stream,
    stop: () => {
      clearInterval(drawing)
      for (const track of stream.getTracks()) track.stop()
      bitmap.close()
    },
  }
}
