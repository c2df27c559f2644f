import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Something the tests run against that npm does not bring: where to look for it and what Debian calls it. */
interface Peer {
  readonly name: string
  readonly for: string
  readonly apt: string
  readonly commands: readonly string[]
  /** Where it brings no command: files that are there when it is. */
  readonly files?: readonly string[]
}

/** Everything of the system that `npm start` or `npm test` may want. */
export const peers: readonly Peer[] = [
  {
    name: 'Chromium',
    for: 'the loopback shell and every walk',
    apt: 'chromium',
    commands: ['chromium', 'google-chrome'],
  },
  { name: 'Xvfb', for: 'the walk through a real window', apt: 'xvfb', commands: ['Xvfb'] },
  { name: 'umockdev', for: 'simulated USB and HID devices', apt: 'umockdev', commands: ['umockdev-wrapper'] },
  {
    name: 'libumockdev-dev',
    for: 'building the USB simulator',
    apt: 'libumockdev-dev',
    commands: [],
    files: ['/usr/include/umockdev-1.0/umockdev.h'],
  },
  {
    name: 'libusb',
    for: 'simulated HID devices',
    apt: 'libusb-1.0-0',
    commands: [],
    files: ['x86_64', 'aarch64', 'arm'].map(machine => `/usr/lib/${machine}-linux-gnu/libusb-1.0.so.0`),
  },
  { name: 'pkg-config', for: 'building the USB simulator', apt: 'pkg-config', commands: ['pkg-config', 'pkgconf'] },
  { name: 'gcc', for: 'building the USB simulator', apt: 'gcc', commands: ['gcc'] },
  { name: 'g++', for: 'building the native kernel', apt: 'g++', commands: ['g++'] },
  {
    name: 'C headers',
    for: 'building the USB simulator',
    apt: 'libc6-dev',
    commands: [],
    files: ['/usr/include/stdio.h'],
  },
  { name: 'socat', for: 'simulated serial devices', apt: 'socat', commands: ['socat'] },
  { name: 'coturn', for: 'the walk through a relay', apt: 'coturn', commands: ['turnserver'] },
  { name: 'mkfs.ext4', for: 'the power-cut campaign', apt: 'e2fsprogs', commands: ['mkfs.ext4'] },
  { name: 'mount', for: 'the power-cut campaign', apt: 'mount', commands: ['mount'] },
]

const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']

/** The full path of a command, or undefined. */
export function commandPath(names: readonly string[]): string | undefined {
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(isRunnable)
}

/** Where a peer is, or undefined. */
export const peerPath = ({ commands, files = [] }: Peer): string | undefined =>
  commandPath(commands) ?? files.find(file => existsSync(file))

export const missingPeers = (): readonly Peer[] => peers.filter(peer => !peerPath(peer))

/** Whether this process may install Debian packages by itself. */
export const canInstall = (): boolean =>
  existsSync('/etc/debian_version') && process.getuid?.() === 0 && process.env['CUTIS_NO_INSTALL'] !== '1'

/** Installs Debian packages, saying so first; false when apt could not. */
export function install(packages: readonly string[]): boolean {
  process.stdout.write(`Installing ${packages.join(', ')} by apt (set CUTIS_NO_INSTALL=1 to forbid this).\n`)
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=900', '-q', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages)
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
