export const { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } =
  process.getBuiltinModule('node:crypto');
