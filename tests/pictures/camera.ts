import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { dermoscopyJpeg } from './draw.ts'
import { realPictures, realPicturesAbsent } from './real.ts'

/** What Chromium's fake camera plays: frames of one size, over and over, at about 30 a second. */
export interface Film {
  readonly path: string
  readonly widthPx: number
  readonly heightPx: number
  readonly frames: number
  /** Whether the frames are real pictures or drawn ones. */
  readonly of: 'real' | 'drawn'
}

export interface FilmWanted {
  readonly path: string
  readonly widthPx?: number
  readonly heightPx?: number
  /** How many different pictures; each is held for `holdFrames` frames. */
  readonly pictures?: number
  readonly holdFrames?: number
}

/** A film without ffmpeg is JPEG files one after another: Chromium's MJPEG reader looks for their start and end marks. */
const frameOf = async (picture: Buffer | string, widthPx: number, heightPx: number): Promise<Buffer> =>
  await sharp(picture, { failOn: 'none' })
    .resize({ width: widthPx, height: heightPx, fit: 'cover' })
    .jpeg({ quality: 92, chromaSubsampling: '4:2:0', progressive: false })
    .toBuffer()

const sources = async (count: number): Promise<{ of: Film['of']; pictures: (Buffer | string)[] }> => {
  if (realPicturesAbsent === undefined) {
    const paths = await realPictures('dev')
    return {
      of: 'real',
      pictures: Array.from({ length: count }, (_, i) => paths[Math.floor((i * paths.length) / count)] ?? ''),
    }
  }
  const drawn = Array.from({ length: count }, async (_, i) => await dermoscopyJpeg({ seed: 40 + i }))
  return { of: 'drawn', pictures: await Promise.all(drawn) }
}

/** Writes an MJPEG film for `--use-file-for-fake-video-capture`: real pictures where they are at hand, drawn ones elsewhere. */
export const writeFilm = async ({
  path,
  widthPx = 1920,
  heightPx = 1080,
  pictures = 4,
  holdFrames = 45,
}: FilmWanted): Promise<Film> => {
  const { of, pictures: chosen } = await sources(pictures)
  const frames: Buffer[] = []
  for (const picture of chosen) {
    const frame = await frameOf(picture, widthPx, heightPx)
    for (let i = 0; i < holdFrames; i++) frames.push(frame)
  }
  await writeFile(path, Buffer.concat(frames))
  return { path, widthPx, heightPx, frames: frames.length, of }
}

/** Chromium switches that make the film its only camera and grant it without asking. */
export const cameraArguments = ({ path }: Film): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${path}`,
]
