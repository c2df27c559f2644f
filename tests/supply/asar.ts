import { closeSync, openSync, readSync } from 'node:fs'

interface Folder {
  readonly files: Readonly<Record<string, Folder | { readonly size: number; readonly unpacked?: boolean }>>
}

/**
 * Every file of an Electron archive by its path. The archive begins with a pickle: four little-endian 32-bit numbers, the
 * last of them the length of the JSON that follows and names the files (github.com/electron/asar, "Format").
 */
export function filesInAsar(path: string): { path: string; unpacked: boolean }[] {
  const file = openSync(path, 'r')
  try {
    const lengths = Buffer.alloc(16)
    readSync(file, lengths, 0, 16, 0)
    const header = Buffer.alloc(lengths.readUInt32LE(12))
    readSync(file, header, 0, header.length, 16)
    return walk(JSON.parse(header.toString('utf8')) as Folder, '')
  } finally {
    closeSync(file)
  }
}

function walk(folder: Folder, at: string): { path: string; unpacked: boolean }[] {
  return Object.entries(folder.files).flatMap(([name, entry]) =>
    'files' in entry ? walk(entry, `${at}${name}/`) : [{ path: `${at}${name}`, unpacked: entry.unpacked === true }],
  )
}
