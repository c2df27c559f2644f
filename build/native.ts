import { commandPath } from './peers.ts'
import { run, say } from './run.ts'

/** `npm run build:native`: our own small C and C++ programs, each where the program looks for it. */
const strict = ['-Wall', '-Wextra', '-Werror']
const headers = 'node_modules/node-api-headers/include'

const programs = [
  {
    compiler: 'gcc',
    output: 'native/uvc-control/uvc-control',
    args: ['-O2', ...strict, 'native/uvc-control/uvc-control.c'],
    // It speaks to the Linux kernel's camera driver.
    on: ['linux'],
  },
  {
    compiler: 'g++',
    output: 'native/nearest/nearest.node',
    args: [
      '-O3',
      '-std=c++17',
      ...strict,
      '-fPIC',
      '-shared',
      '-I',
      headers,
      ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []),
      'native/nearest/nearest.cc',
    ],
    on: ['linux', 'darwin'],
  },
] as const

/** Builds what this machine can; 1 where a compiler failed, 0 where one is merely missing: every program has a fallback. */
export async function buildNative(): Promise<number> {
  let worst = 0
  for (const { compiler, output, args, on } of programs) {
    if (!on.some(platform => platform === process.platform)) continue
    const path = commandPath([compiler])
    if (path) worst = Math.max(worst, await run(path, [...args, '-o', output]))
    else say(`not built: ${output} (${compiler} is missing)`)
  }
  return worst
}

if (import.meta.main) process.exit(await buildNative())
