import type { Context, Decoded, DeviceIdentity, Driver } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { FileFace, FolderWire } from '../../wire.ts'
import { openMovement } from './movement.ts'
import { sectorBytes } from './sector.ts'
import { type CwaPiece, decodeCwa, openTimeline } from './stream.ts'

export { type CwaHeader, readCwaHeader, readSector, type Sector, type SectorFault } from './sector.ts'
export { type CwaPiece, decodeCwa, openTimeline, type Timed } from './stream.ts'

const pieceBytes = 128 * sectorBytes
const isRecording = ({ path }: FileFace): boolean => /^[^/]+\.cwa$/i.test(path)

/** Sums a recording up by hour and night. */
function summaryOf(pieces: Iterable<CwaPiece>): Decoded {
  const movement = openMovement()
  const timed = openTimeline()
  const dropped: Record<string, number> = {}
  let device: DeviceIdentity = { maker: 'Axivity' }
  for (const piece of pieces) {
    if (piece.kind === 'sector') movement.hear(timed(piece.sector))
    else if (piece.kind === 'fault') dropped[piece.fault] = (dropped[piece.fault] ?? 0) + 1
    else device = { ...device, model: 'AX', serial: String(piece.header.deviceId) }
  }
  return { device, readings: movement.readings(), dropped }
}

async function recordingOf(wire: FolderWire, context: Context): Promise<FileFace> {
  const files = await wire.files({ timeoutMs: 5000, signal: context.signal })
  const [newest] = files.filter(isRecording).toSorted((one, other) => other.modifiedAt.localeCompare(one.modifiedAt))
  if (!newest || newest.sizeBytes < 2 * sectorBytes) throw new DeviceError('devices.noRecords', 'recording')
  return newest
}

/** The newest recording at a volume's root, piece by piece: what it gives in a row is what `decode` wants on a tape. */
export async function* readRecording(wire: FolderWire, context: Context): AsyncGenerator<Uint8Array> {
  const { path, sizeBytes } = await recordingOf(wire, context)
  for (let start = 0; start < sizeBytes; start += pieceBytes) {
    const range = { start, endExclusive: Math.min(sizeBytes, start + pieceBytes) }
    yield await wire.read(path, range, { timeoutMs: 10_000, signal: context.signal })
    context.progress({ done: range.endExclusive, total: sizeBytes, unit: 'bytes' })
  }
}

function* piecesOn(tape: Tape): Generator<Uint8Array> {
  for (const { way, bytes } of tape.entries) if (way === 'in') yield bytes
}

/** Axivity AX3 and AX6 as a volume. The recording is read, never cleared; its summary is movement and not a diagnosis. */
export const axivityDriver: Driver<'folder'> = {
  manifest: {
    id: 'axivity',
    version: 1,
    label: 'Axivity movement logger (AX3, AX6)',
    wire: 'folder',
    match: [{ volumeHas: 'CWA-DATA.CWA' }],
    measures: ['activity', 'scratch'],
    abilities: ['stored'],
  },
  fetch: async (wire, context) => {
    for await (const _piece of readRecording(wire, context));
  },
  decode: tape => summaryOf(decodeCwa(piecesOn(tape))),
}
