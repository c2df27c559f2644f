import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import type { BenchOptions } from './main.ts'

export interface Picture {
  readonly id: string
  readonly path: string
  /** The manifest's group; empty where it states none. */
  readonly group: string
  readonly pxPerMm?: number
}

/** The pictures of a split, as manifest.csv lists them; with `few` every fourth. Diagnoses are not read. */
export async function picturesOf({ data, split = 'dev', few = false }: BenchOptions): Promise<Picture[]> {
  const root = data ?? process.env['CUTIS_PICTURES'] ?? process.env['CUTIS_IMAGES'] ?? '../shared/data/derm-images'
  const [head = '', ...rows] = (await readFile(join(root, 'manifest.csv'), 'utf8')).trim().split(/\r?\n/u)
  const names = head.split(',')
  const folder = join(root, split, 'images')
  const files = await readdir(folder)
  const pictures = rows.flatMap((row): Picture[] => {
    const cells = row.split(',')
    const cell = (name: string): string => cells[names.indexOf(name)] ?? ''
    const file = files.find(one => one.startsWith(`${cell('id')}.`))
    if (cell('split') !== split || file === undefined) return []
    const pxPerMm = Number(cell('px_per_mm'))
    const scale = pxPerMm > 0 ? { pxPerMm } : {}
    return [{ id: cell('id'), path: join(folder, file), group: cell('group'), ...scale }]
  })
  return few ? pictures.filter((_, i) => i % 4 === 0) : pictures
}

/** A picture's own pixels, upright. */
export async function pictureOf(path: string): Promise<Pixels> {
  const { data, info } = await sharp(path, { failOn: 'none' })
    .autoOrient()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** Prints a case of this bench as its one JSON line; numbers shortened. */
export function print(line: Readonly<Record<string, unknown>>): void {
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value
  process.stdout.write(`${JSON.stringify({ bench: 'outline', ...line }, short)}\n`)
}
