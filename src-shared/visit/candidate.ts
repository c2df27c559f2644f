/** What an ICE candidate line may be (RFC 8839 §5.1); everything else is refused before a browser sees it. */
const shape =
  /^(?:a=)?candidate:[\w+/]{1,32} [12] (udp|tcp) \d{1,10} ([0-9A-Za-z.:-]{1,64}) (\d{1,5}) typ (host|srflx|prflx|relay)((?: [\w.:+/-]{1,64}){0,16})$/i

const longestLine = 500

/** Places no other party of a visit can be: unspecified, loopback, link-local with the cloud's metadata, multicast. */
const forbidden = [
  /^0\./,
  /^127\./,
  /^169\.254\./,
  /^(22[4-9]|2[3-5]\d)\./,
  /^::$/,
  /^::1$/,
  /^fe[89ab]/i,
  /^ff/i,
  /^::ffff:/i,
]

const mdns = /^[0-9a-f-]{36}\.local$/i
const numeric = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]+)$/i

const isPlace = (address: string, allowLoopback: boolean): boolean => {
  if (mdns.test(address)) return true
  if (!numeric.test(address)) return false
  if (allowLoopback && (address.startsWith('127.') || address === '::1')) return true
  return !forbidden.some(place => place.test(address))
}

/** True for one candidate line that may be tried; `allowLoopback` only where clinic and patient share one machine. */
export const isCandidate = (line: string, allowLoopback = false): boolean => {
  // The end of candidates is an empty one.
  if (line === '') return true
  if (line.length > longestLine) return false
  const [, , address, port] = shape.exec(line) ?? []
  return address !== undefined && Number(port) <= 65_535 && isPlace(address, allowLoopback)
}
