// Reads tiles of an archive with the reference reader, for the tests in Go:
// node read_pmtiles.mjs FILE z/x/y… prints its header, metadata and the tiles as base64.
import { open } from 'node:fs/promises';
import { PMTiles } from 'pmtiles';

const [name, ...addresses] = process.argv.slice(2);
const file = await open(name);
const archive = new PMTiles({
  getKey: () => name,
  async getBytes(offset, length) {
    const data = Buffer.alloc(length);
    const { bytesRead } = await file.read(data, 0, length, offset);
    return { data: data.buffer.slice(data.byteOffset, data.byteOffset + bytesRead) };
  },
});
const tiles = {};
for (const address of addresses) {
  const [z, x, y] = address.split('/').map(Number);
  const tile = await archive.getZxy(z, x, y);
  tiles[address] = tile ? Buffer.from(tile.data).toString('base64') : null;
}
console.log(JSON.stringify({ header: await archive.getHeader(), metadata: await archive.getMetadata(), tiles }));
await file.close();
