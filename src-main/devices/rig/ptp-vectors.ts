import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { commandOf, messageOf } from '../drivers/ptp/container.ts'
import { deviceInfoOf, numbersOf, objectInfoOf, offersOf } from '../drivers/ptp/datasets.ts'
import { openPtpSource } from '../drivers/ptp/source.ts'
import { importInOrder, plainContext } from './ptp-order.ts'
import { openReplay } from './ptp-replay.ts'
import { vectorFiles, vectorFolder } from './vectors.ts'

export interface VectorResult {
  readonly name: string
  readonly ok: boolean
  readonly why?: string
}

interface Transaction {
  readonly command: string
  readonly name: string
  readonly op: string
  readonly transactionId: number
  readonly params: readonly number[]
  readonly dataBytes: number | null
  readonly dataHex: string | null
  readonly dataSha256: string | null
  readonly response: { readonly code: string; readonly params: readonly number[] }
  readonly decoded?: unknown
}

interface Camera {
  readonly file: string
  readonly operations: readonly string[] | null
  readonly capabilities: readonly string[] | null
}

const textOf = (pattern: RegExp): string => readFileSync(vectorFiles('ptp', pattern)[0] ?? '', 'utf8')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const short = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 200)
const outcome = (name: string, got: unknown, want: unknown): VectorResult =>
  isDeepStrictEqual(got, want) ? { name, ok: true } : { name, ok: false, why: `${short(got)} and not ${short(want)}` }

/** The photos the recorded camera held, by name. */
export const expectedPhotos = (): ReadonlyMap<string, Uint8Array> =>
  new Map(
    vectorFiles('ptp/expected', /\.JPG$/).map(file => [
      file.slice(file.lastIndexOf('/') + 1),
      new Uint8Array(readFileSync(file)),
    ]),
  )

export const recording = (): string => textOf(/\.ioctl$/)

/** All still-image vectors: 41 recorded transactions, the import twice over, 299 cameras. Empty where the vectors are absent. */
export async function ptpVectors(): Promise<readonly VectorResult[]> {
  if (vectorFolder() === undefined) return []
  return [...transactionResults(), ...(await orderResults()), ...(await importResults()), ...cameraResults()]
}

function transactionResults(): readonly VectorResult[] {
  const { transactions } = JSON.parse(textOf(/^transactions\.json$/)) as { transactions: readonly Transaction[] }
  return transactions.map((one, index) => {
    const name = `transaction ${index} ${one.name}`
    try {
      return outcome(name, decodedOf(one), { command: one.command, response: one.response, data: wantedOf(one) })
    } catch (error) {
      return { name, ok: false, why: String(error) }
    }
  })
}

const hex = (value: number): string => `0x${value.toString(16)}`

function decodedOf({ op, transactionId, params, dataHex, response, decoded }: Transaction): unknown {
  // The response as a container again: it differs from a command in the type alone.
  const back = commandOf(Number(response.code), transactionId, response.params)
  back[4] = 3
  const { code, parameters } = messageOf(back)
  const data = Uint8Array.from(Buffer.from(dataHex ?? '', 'hex'))
  return {
    command: Buffer.from(commandOf(Number(op), transactionId, params)).toString('hex'),
    response: { code: hex(code), params: parameters },
    data: decoded && readingOf(op, data),
  }
}

/** What we read in the data, under the names of the vectors. */
function readingOf(op: string, data: Uint8Array): unknown {
  if (op === '0x1001') {
    const { operations, events, imageFormats, maker, model, version, serial } = deviceInfoOf(data)
    return [operations.map(hex), events.map(hex), imageFormats.map(hex), maker, model, version, serial]
  }
  if (op !== '0x1008') return numbersOf(data)
  const { storage, format, sizeBytes, width, height, parent, name, capturedAt } = objectInfoOf(data)
  return [storage, hex(format), sizeBytes, width, height, parent, name, capturedAt]
}

const deviceFields = 'operations events imageFormats manufacturer model deviceVersion serialNumber'.split(' ')
const objectFields =
  'storageID objectFormat objectCompressedSize imagePixWidth imagePixHeight parentObject filename captureDate'.split(
    ' ',
  )

function wantedOf({ op, decoded }: Transaction): unknown {
  if (decoded === undefined || Array.isArray(decoded)) return decoded
  const fields = decoded as Readonly<Record<string, unknown>>
  return (op === '0x1001' ? deviceFields : objectFields).map(field => fields[field])
}

/** The recorded program's own order, every byte as recorded. */
async function orderResults(): Promise<readonly VectorResult[]> {
  const wants = [...expectedPhotos()]
  const got = await importInOrder(openReplay(recording(), false).wire, plainContext()).catch(String)
  return wants.map(([name, bytes], index) =>
    outcome(
      `recorded order ${name}`,
      typeof got === 'string' ? got : sha256(got[index] ?? bytes.subarray(1)),
      sha256(bytes),
    ),
  )
}

/** Our own order: the recorded camera answers by command and size, whatever the transaction's number. */
async function importResults(): Promise<readonly VectorResult[]> {
  const wants = [...expectedPhotos()].map(([name, bytes]) => [name, sha256(bytes)])
  const context = plainContext()
  const got = async (): Promise<unknown> => {
    const source = await openPtpSource(openReplay(recording(), true).wire, { context })
    const read: string[][] = []
    for (const face of await source.list(context)) read.push([face.name, sha256(await source.read(face, context))])
    await source.close()
    return { read, shutter: source.shutter !== undefined }
  }
  return [outcome('whole import by the source', await got().catch(String), { read: wants, shutter: false })]
}

/** Two dumps say of capture what their own list of operations denies. The list decides: it is what the camera says on the wire. */
const contradictory = ['fuji-x-s10.txt', 'fuji-xt2.txt']

/** Shutter only where InitiateCapture is offered, pieces only where 101B is. Of 145 cameras the dump has no list of operations. */
function cameraResults(): readonly VectorResult[] {
  const { cameras } = JSON.parse(textOf(/^camera-capabilities\.json$/)) as { cameras: readonly Camera[] }
  const listed = cameras.flatMap(({ operations, ...camera }) => (operations ? [{ ...camera, operations }] : []))
  const differ = listed.filter(
    ({ capabilities, operations }) =>
      capabilities && /Generic Image Capture/.test(capabilities.join()) !== offersOf(operations.map(Number)).shutter,
  )
  return [
    outcome(
      'capture as the dumping program judges it',
      differ.map(({ file }) => file),
      contradictory,
    ),
    ...listed.map(({ file, operations }) => {
      const want = { shutter: operations.includes('0x100e'), partial: operations.includes('0x101b') }
      return outcome(`camera ${file}`, offersOf(operations.map(Number)), want)
    }),
  ]
}
