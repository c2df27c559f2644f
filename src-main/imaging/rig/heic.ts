/** Four squares of our own, 200 × 120 px: red, green, blue, light grey; encoded once by libheif's heif-enc. */
export const fourSquares = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA' +
    'AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAABAAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA' +
    'AGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMA' +
    'AAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBkgeWW6kkprm4EBAwIAAAMAAgAAAwACECIAAQAHRAHBcrBiQAAAABRpc3Bl' +
    'AAAAAAAAAMgAAAB4AAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAEIbWRhdAAAAPwoAa8J0InYRwEs0cuq' +
    '///jSf//39B5D9go04hnIpMkAIeLgWv/ccGeDjFd/t+jBRtVWIJip3r1QVhfh8D+RphqSfi+cGR2l3FvnMEXFcGwMvDO2Rh7rb1n' +
    'HWjzFdgfZ+QwCKgzlqSl3wOKUkYbKNHHoCQ4WmhiOpa321I1gr0ol/scyU2RelNRQ2wpXI/y7T5YG7O5FDW8ZSvu5JGRdj3m96ig' +
    'h1nsNgLRKRYAAAMAAAMAGx4BmfL9Z/dYla/wwYmR6lWfEx6qhiUAAAMAF5hjCFNzkAwhHlkjfODVW7HpTaBb0Vg6FDqmnN8xS8AI' +
    '6AAAAwAAAwAAjIAAKyA=',
  'base64',
)

const box = (name: string, content: Uint8Array): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.byteLength)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}

const grow = (file: Buffer, name: string, by: number): void => {
  const at = file.indexOf(name, 0, 'latin1') - 4
  file.writeUInt32BE(file.readUInt32BE(at) + by, at)
}

/** The four squares with a further property of their image, as a camera writes it: a turn (`irot`) or a profile (`colr`). */
export function withProperty(name: 'irot' | 'colr', content: Uint8Array): Buffer {
  const property = box(name, content)
  const [properties, associations] = [fourSquares.indexOf('ipma') - 4, fourSquares.indexOf('mdat') - 4]
  const file = Buffer.concat([
    fourSquares.subarray(0, properties),
    property,
    fourSquares.subarray(properties, associations),
    // The fourth property, essential.
    Buffer.of(0x84),
    fourSquares.subarray(associations),
  ])
  grow(file, 'ipco', property.length)
  grow(file, 'ipma', 1)
  for (const outer of ['iprp', 'meta']) grow(file, outer, property.length + 1)
  // One more association of the one image, and its bytes lie further on.
  const count = file.indexOf('ipma') + 4 + 4 + 4 + 2
  file[count] = (file[count] ?? 0) + 1
  const offset = file.indexOf('iloc') + 16
  file.writeUInt32BE(file.readUInt32BE(offset) + property.length + 1, offset)
  return file
}
