import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandPath } from '../../build/peers.ts'
import { findBrowser } from '../../src-main/shell-loopback/browser.ts'

/** Where the clinic and the bare room are reached; the two browsers have networks of their own behind it. */
export const routerHost = '10.77.0.1'

/** Why two networks cannot be made here; undefined where they can. */
export function whyNoNetworks(): string | undefined {
  if (process.getuid?.() !== 0) return 'networks of their own want root'
  const missing = ['ip', 'tc'].find(name => commandPath([name]) === undefined)
  if (missing !== undefined) return `${missing} is not here (apt: iproute2)`
  if (spawnSync('openssl', ['version']).status !== 0) return 'openssl is not here'
  const name = `cutis${process.pid}t`
  const isMade = spawnSync('ip', ['netns', 'add', name]).status === 0
  if (isMade) spawnSync('ip', ['netns', 'del', name])
  return isMade ? undefined : 'network namespaces are not allowed here'
}

const ip = (args: string): void => void execFileSync('ip', args.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] })
const tc = (args: string): void => void execFileSync('tc', args.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] })

export interface Networks {
  /** A program that is Chromium in the network of a side. */
  readonly browser: Readonly<Record<'clinician' | 'patient', string>>
  /** Drops everything of the patient's first network without a word, or stops doing so. */
  cut(on: boolean): void
  /** Takes the patient's first network away as a telephone leaves a Wi-Fi; the second stays. Or brings it back. */
  leaveWifi(on: boolean): void
  /** The patient's second network, slower to be chosen. */
  second(on: boolean): void
  /** Lets only so much through, both ways. */
  squeeze(kbps: number | undefined): void
  end(): void
}

/** Two networks behind this process's own, which is the router. To be called in a network namespace made for it. */
export function openNetworks(place: string): Networks {
  const [a, b] = [`cutis${process.pid}a`, `cutis${process.pid}b`]
  const inB = (command: string): void => ip(`netns exec ${b} ${command}`)
  ip('link set lo up')
  ip(`addr add ${routerHost}/32 dev lo`)
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1')
  // So that a rule can come before the addresses of this machine.
  ip('rule add pref 100 lookup local')
  ip('rule del pref 0')
  for (const name of [a, b]) {
    ip(`netns add ${name}`)
    ip(`netns exec ${name} ip link set lo up`)
  }
  wire({ at: a, inner: 'a0', outer: 'ra0', net: '10.77.1' })
  wire({ at: b, inner: 'b0', outer: 'rb0', net: '10.77.2' })
  wire({ at: b, inner: 'b1', outer: 'rb1', net: '10.77.3' })
  ip(`netns exec ${a} ip route add default via 10.77.1.1`)
  inB('ip route add default via 10.77.2.1 metric 100')
  inB('ip rule add from 10.77.3.2 table 3')
  inB('ip link set b1 down')
  const rules = ['pref 10 iif rb0 type blackhole', 'pref 11 to 10.77.2.2 type blackhole']
  return {
    browser: { clinician: programIn(place, a), patient: programIn(place, b) },
    cut: on => {
      for (const rule of rules) ip(`rule ${on ? 'add' : 'del'} ${rule}`)
    },
    leaveWifi: on => {
      inB(`ip link set b0 ${on ? 'down' : 'up'}`)
      if (!on) inB('ip route replace default via 10.77.2.1 metric 100')
    },
    second: on => {
      inB(`ip link set b1 ${on ? 'up' : 'down'}`)
      if (!on) return
      inB('ip route replace default via 10.77.3.1 metric 200')
      inB('ip route replace default via 10.77.3.1 table 3')
    },
    squeeze: kbps => {
      const shape = kbps === undefined ? '' : ` tbf rate ${kbps}kbit burst 8kb latency 300ms`
      tc(`qdisc ${kbps === undefined ? 'del' : 'add'} dev rb0 root${shape}`)
      inB(`tc qdisc ${kbps === undefined ? 'del' : 'add'} dev b0 root${shape}`)
    },
    end: () => {
      for (const name of [a, b]) ip(`netns del ${name}`)
    },
  }
}

interface Wire {
  readonly at: string
  readonly inner: string
  readonly outer: string
  readonly net: string
}

function wire({ at, inner, outer, net }: Wire): void {
  ip(`link add ${outer} type veth peer name ${inner} netns ${at}`)
  ip(`addr add ${net}.1/24 dev ${outer}`)
  ip(`link set ${outer} up`)
  ip(`netns exec ${at} ip addr add ${net}.2/24 dev ${inner}`)
  ip(`netns exec ${at} ip link set ${inner} up`)
}

function programIn(place: string, name: string): string {
  const chromium = findBrowser(process.platform, process.env)
  if (!chromium) throw new Error('the bench needs Chromium, Chrome or Edge')
  const path = join(place, name)
  writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${name} '${chromium}' "$@"\n`)
  chmodSync(path, 0o700)
  return path
}
