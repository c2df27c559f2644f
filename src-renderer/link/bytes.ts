/** `full` as captured, `screen` to look at, `thumb` for grids, `share` a copy without metadata to give away. */
export type Level = 'full' | 'screen' | 'thumb' | 'share'

/** What a large picture is cut into, or some of its tiles (src-shared/imaging/tiles.ts). */
export type TilesPart = 'tiles' | `tiles-${string}`

/** What the bytes door says of an upload; it is not kept until a command names its `uploadId`. */
export interface Upload {
  readonly uploadId: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly mediaType: string
  readonly widthPx: number
  readonly heightPx: number
}

export interface Bytes {
  /** Address of an image or of its tiles; good until the next lock. */
  readonly urlOf: (blobId: string, level: Level | TilesPart) => string
  /** A copy of a picture without metadata, to give away; rejects with the door's fault code. */
  readonly copyOf: (blobId: string) => Promise<Blob>
  /** Hands bytes to the engine; rejects with the door's fault code or `engine.gone`. */
  readonly upload: (blob: Blob, signal?: AbortSignal) => Promise<Upload>
  /** Hands a file for a message to the engine; rejects with the door's fault code. */
  readonly attach: (file: Blob) => Promise<Pick<Upload, 'uploadId' | 'sizeBytes' | 'mediaType'>>
  /** A file of a message, to keep a copy of; rejects with the door's fault code. */
  readonly fileOf: (blobId: string) => Promise<Blob>
}

/** The bytes door under one sign-in's capability. */
export function bytesOf(capability: string, send: typeof fetch = (...asked) => fetch(...asked)): Bytes {
  const get = async (blobId: string, level: Level): Promise<Blob> => {
    const answer = await send(`/bytes/${capability}/${blobId}/${level}`)
    if (answer.ok) return await answer.blob()
    throw await refusalOf(answer)
  }
  const put = async (name: string, body: Blob, signal?: AbortSignal): Promise<Upload> => {
    const answer = await send(`/bytes/${capability}/${name}`, { method: 'PUT', body, ...(signal ? { signal } : {}) })
    if (answer.ok) return (await answer.json()) as Upload
    throw await refusalOf(answer)
  }
  return {
    urlOf: (blobId, level) => `/bytes/${capability}/${blobId}/${level}`,
    copyOf: blobId => get(blobId, 'share'),
    upload: (blob, signal) => put('incoming', blob, signal),
    attach: file => put('attachments', file),
    fileOf: blobId => get(blobId, 'full'),
  }
}

/** The door answers a refusal as `{code}`; anything else is a bug on one side and has no code. */
async function refusalOf(answer: Response): Promise<Error> {
  const said = (await answer.json().catch(() => ({}))) as { code?: unknown; incident?: unknown }
  const incident = typeof said.incident === 'string' ? { data: { incident: said.incident } } : {}
  return Object.assign(new Error('bytes refused'), { code: said.code, ...incident })
}
