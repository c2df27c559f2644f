import { findRuler } from '../../src-shared/imaging/ruler/find.ts'
import type { BenchOptions } from './main.ts'
import { type Picture, pictureOf, picturesOf, print } from './outline-data.ts'

interface Looked {
  readonly id: string
  readonly kind: 'measured' | 'rulerFree' | 'unstated'
  readonly claimed: boolean
  /** Found scale against the measured one, relative. */
  readonly relative?: number
}

const kindOf = ({ pxPerMm, group }: Picture): Looked['kind'] => {
  if (pxPerMm !== undefined) return 'measured'
  return group === '' ? 'unstated' : 'rulerFree'
}

const looked = async (picture: Picture): Promise<Looked> => {
  const found = findRuler(await pictureOf(picture.path))
  const { id, pxPerMm } = picture
  const relative = found.found && pxPerMm !== undefined ? { relative: found.pxPerMm / pxPerMm - 1 } : {}
  return { id, kind: kindOf(picture), claimed: found.found, ...relative }
}

const isWithin = ({ relative }: Looked): boolean => relative !== undefined && Math.abs(relative) <= 0.01

/**
 * Case `ruler`: share of pictures with a measured ruler whose scale is found within 1 %, and how many rulers are claimed on pictures of
 * the groups without one. Pictures of no stated group may hold rulers nobody measured: claims on those are only counted.
 */
export async function rulers(options: BenchOptions): Promise<void> {
  const all: Looked[] = []
  for (const picture of await picturesOf(options)) all.push(await looked(picture))
  const of = (kind: Looked['kind']): Looked[] => all.filter(one => one.kind === kind)
  const [measured, free, unstated] = [of('measured'), of('rulerFree'), of('unstated')]
  const claims = (some: readonly Looked[]): string[] => some.filter(({ claimed }) => claimed).map(({ id }) => id)
  print({
    case: 'ruler',
    value: measured.filter(isWithin).length / measured.length,
    unit: 'share within 1 %',
    n: measured.length,
    worst: Math.max(...measured.map(({ relative = 0 }) => Math.abs(relative))),
    missed: measured.filter(one => !isWithin(one)).map(({ id }) => id),
    falseClaims: claims(free),
    rulerFree: free.length,
    unstatedClaims: claims(unstated).length,
    unstated: unstated.length,
  })
}
