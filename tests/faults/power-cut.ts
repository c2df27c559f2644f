import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { add, checkPromises } from './check.ts'
import { pause, startWriter, warmUp } from './cut-off.ts'
import { inLanes } from './lanes.ts'
import { type Counts, noCounts, type Report, type Tell } from './report.ts'
import type { Promised } from './shots.ts'

const cutsPerImage = 5
const run = (command: string, ...args: readonly string[]): void => void execFileSync(command, args, { stdio: 'pipe' })

/** Why this machine cannot cut the power of a disk, or undefined when it can. */
export function whyNoPowerCut(): string | undefined {
  if (process.platform !== 'linux') return 'power-cut needs Linux'
  if (process.getuid?.() !== 0) return 'power-cut needs root'
  if (!existsSync('/dev/loop-control')) return 'power-cut needs loop devices'
  return undefined
}

/**
 * A writer works on ext4 in an image file. At a random moment it is killed and the image is copied: the copy holds what had
 * reached the disk, and nothing of what the kernel still had in memory, as after a power cut. The vault is opened on the copy.
 */
export async function powerCutCampaign(cuts: number, tell: Tell): Promise<Report> {
  warmUp()
  const counts = noCounts()
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const images = Array.from({ length: Math.ceil(cuts / cutsPerImage) }, (_, n) =>
    Math.min(cutsPerImage, cuts - n * cutsPerImage),
  )
  await inLanes(images, async times => {
    const place = mkdtempSync(join(base, 'cutis-cut-'))
    try {
      await cutOneImage(place, times, { counts, tell })
    } finally {
      rmSync(place, { recursive: true })
    }
  })
  return { campaign: 'power-cut', ...counts }
}

async function cutOneImage(
  place: string,
  cuts: number,
  { counts, tell }: { counts: Counts; tell: Tell },
): Promise<void> {
  const [image, copy, disk, after] = ['disk.img', 'copy.img', 'disk', 'after'].map(name => join(place, name)) as [
    string,
    string,
    string,
    string,
  ]
  run('truncate', '-s', '160M', image)
  run('mkfs.ext4', '-qF', image)
  for (const folder of [disk, after]) mkdirSync(folder)
  run('mount', '-o', 'loop', image, disk)
  try {
    const promises: Promised[] = []
    for (let cut = 0; cut < cuts; cut++) {
      const writer = startWriter(join(disk, 'vault'))
      await writer.ready()
      await pause(randomInt(50, 900))
      const acknowledged = writer.kill()
      run('cp', '--sparse=always', image, copy)
      promises.push(...(await acknowledged))
      run('mount', '-o', 'loop', copy, after)
      try {
        add(counts, { runs: 1, ...(await checkPromises(join(after, 'vault'), promises, tell)) })
      } finally {
        run('umount', after)
      }
    }
  } finally {
    run('umount', disk)
  }
}
