import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './measure.ts'

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const find = (name: string): string | undefined =>
  ['/usr/bin', '/usr/local/bin'].map(folder => join(folder, name)).find(existsSync)

/** Red and blue of a px of the virtual screen, out of its file in XWD format (32 bits a px, blue first). */
function pixelAt(file: string, x: number, y: number): { red: number; blue: number } {
  const handle = openSync(file, 'r')
  const head = Buffer.alloc(100)
  readSync(handle, head, 0, 100, 0)
  const start = head.readUInt32BE(0) + 12 * head.readUInt32BE(76)
  const px = Buffer.alloc(4)
  readSync(handle, px, 0, 4, start + y * head.readUInt32BE(48) + 4 * x)
  closeSync(handle)
  return { red: px[2] ?? 0, blue: px[0] ?? 0 }
}

async function until(done: () => boolean, mostMs = 20_000): Promise<number> {
  const start = performance.now()
  while (!done()) {
    if (performance.now() - start > mostMs) throw new Error('feh showed nothing')
    await pause(1)
  }
  return performance.now() - start
}

/**
 * feh on a virtual screen, told by its signal to show the next of a red and a blue picture: ms until the middle of the screen
 * has the other colour. Its first px are its sharp ones. Undefined with a reason where it is not installed.
 */
export async function fehNext(pictures: { red: string; blue: string }, n: number): Promise<number | string> {
  const [feh, xvfb] = [find('feh'), find('Xvfb')]
  if (!(feh && xvfb)) return 'feh or Xvfb is not installed'
  const place = mkdtempSync(join(tmpdir(), 'cutis-bench-feh-'))
  const display = `:${200 + (process.pid % 500)}`
  const running: ChildProcess[] = []
  try {
    running.push(spawn(xvfb, [display, '-screen', '0', '1600x1000x24', '-fbdir', place], { stdio: 'ignore' }))
    const screen = join(place, 'Xvfb_screen0')
    await until(() => existsSync(screen))
    await pause(500)
    const args = ['--geometry', '1600x1000', '--scale-down', '--hide-pointer', pictures.red, pictures.blue]
    const shown = spawn(feh, args, { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' })
    running.push(shown)
    const isRed = () => {
      const { red, blue } = pixelAt(screen, 700, 450)
      return red > blue + 40
    }
    const isBlue = () => {
      const { red, blue } = pixelAt(screen, 700, 450)
      return blue > red + 40
    }
    await until(isRed)
    const times: number[] = []
    for (let turn = -1; turn < n; turn++) {
      await pause(300)
      const other = isRed() ? isBlue : isRed
      shown.kill('SIGUSR1')
      const took = await until(other)
      if (turn >= 0) times.push(took)
    }
    return median(times)
  } finally {
    for (const one of running.reverse()) one.kill('SIGTERM')
    rmSync(place, { recursive: true, force: true })
  }
}
