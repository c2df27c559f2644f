import { expect, test } from 'vitest'
import { clinicArguments } from './clinic-link.ts'

const started = (env: NodeJS.ProcessEnv) => {
  const log: string[] = []
  return { told: clinicArguments('/data', env, line => log.push(line)), log }
}
const alone = ['--data', '/data']

test('told nothing, the clinic stays on this machine and has no relay', () => {
  expect(started({})).toEqual({ told: alone, log: [] })
})

test('a relay is told with its secret, or not at all', () => {
  const urls = 'turn:relay.example:3478'
  const lone = started({ CUTIS_TURN_URLS: urls })
  expect([lone.told, lone.log.join()]).toEqual([alone, expect.stringContaining('CUTIS_TURN_SECRET_FILE')])
  expect(started({ CUTIS_TURN_URLS: urls, CUTIS_TURN_SECRET_FILE: '/secret' }).told).toEqual([
    ...alone,
    '--turn-urls',
    urls,
    '--turn-secret-file',
    '/secret',
  ])
})

const host = { CUTIS_CLINIC_HOST: 'clinic.example', CUTIS_CLINIC_CERT: '/cert', CUTIS_CLINIC_KEY: '/key' }

test.each(Object.keys(host))('without %s nobody outside this machine is listened to, and the log says so', missing => {
  const { told, log } = started({ ...host, [missing]: '' })
  expect([told, log.join()]).toEqual([alone, expect.stringContaining(missing)])
})

test('with a host and its certificate it listens there, on 8443 unless told otherwise', () => {
  const at = (port: string) => ['--host', 'clinic.example', '--tls-cert', '/cert', '--tls-key', '/key', '--port', port]
  expect(started(host)).toEqual({ told: [...alone, ...at('8443')], log: [] })
  expect(started({ ...host, CUTIS_CLINIC_PORT: '443' }).told).toEqual([...alone, ...at('443')])
})

test.each(['abc', '0', '65536', '-1', '443x', ' '])('%j is no port: it stays on this machine', port => {
  const { told, log } = started({ ...host, CUTIS_CLINIC_PORT: port })
  expect([told, log.join()]).toEqual([alone, expect.stringContaining('CUTIS_CLINIC_PORT')])
})
