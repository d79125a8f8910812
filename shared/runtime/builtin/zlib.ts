export const { constants, crc32, zstdCompress, zstdCompressSync, zstdDecompress } =
  process.getBuiltinModule('node:zlib');
