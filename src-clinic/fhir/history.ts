import type { Bundle, Resource } from '@medplum/fhirtypes'
import type { StoredVersion } from '../store/index.ts'

const statusOf = ({ method, version }: StoredVersion): string => {
  if (method === 'DELETE') return '204'
  return version === 1 ? '201' : '200'
}

/** The text of one history entry. The resource's own text goes in as it was stored, without being read again. */
export const historyEntry = (row: StoredVersion, base: string): string => {
  const url = `${row.type}/${row.id}`
  const resource = row.json === null ? '' : `,"resource":${row.json}`
  const response = {
    status: statusOf(row),
    etag: `W/"${row.version}"`,
    lastModified: new Date(row.updated).toISOString(),
  }
  const request = { method: row.method, url: row.method === 'POST' ? row.type : url }
  return `{"fullUrl":${JSON.stringify(`${base}/${url}`)}${resource},"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}}`
}

/** A history for the router's own use (GraphQL, batches), read back into objects. */
export const historyBundle = <T extends Resource>(rows: readonly StoredVersion[], base: string): Bundle<T> =>
  JSON.parse(
    `{"resourceType":"Bundle","type":"history","entry":[${rows.map(row => historyEntry(row, base)).join(',')}]}`,
  ) as Bundle<T>
