import { expect, test } from 'vitest'
import { clinicArguments } from './clinic-link.ts'

test('told nothing, the clinic stays on this machine and has no relay', () => {
  expect(clinicArguments('/data', {})).toEqual(['--data', '/data'])
})

test('a relay is told with its secret, or not at all', () => {
  const urls = 'turn:relay.example:3478'
  expect(clinicArguments('/data', { CUTIS_TURN_URLS: urls })).toEqual(['--data', '/data'])
  expect(clinicArguments('/data', { CUTIS_TURN_URLS: urls, CUTIS_TURN_SECRET_FILE: '/secret' })).toEqual(
    expect.arrayContaining(['--turn-urls', urls, '--turn-secret-file', '/secret']),
  )
})

const host = { CUTIS_CLINIC_HOST: 'clinic.example', CUTIS_CLINIC_CERT: '/cert', CUTIS_CLINIC_KEY: '/key' }

test.each(Object.keys(host))('without %s nobody outside this machine is listened to', missing => {
  expect(clinicArguments('/data', { ...host, [missing]: '' })).toEqual(['--data', '/data'])
})

test('with a host and its certificate it listens there, on 8443 unless told otherwise', () => {
  const at = (port: string) => ['--host', 'clinic.example', '--port', port, '--tls-cert', '/cert', '--tls-key', '/key']
  expect(clinicArguments('/data', host)).toEqual(['--data', '/data', ...at('8443')])
  expect(clinicArguments('/data', { ...host, CUTIS_CLINIC_PORT: '443' })).toEqual(['--data', '/data', ...at('443')])
})
