export const { constants, crc32, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } =
  process.getBuiltinModule('node:zlib');
