/**
 * How a gateway in little memory is started (docs/decisions/0261-a-small-heap-for-a-server.md): options of Node, and of the C library's allocator.
 *
 * The young generation has one megabyte a half, so that what is dead goes soon; the old one grows by half of what is alive; the two compilers
 * between interpreter and optimiser, whose work held more than all that was alive, are off; and what is freed goes back to the system. No limit: a
 * large request takes what it needs.
 */
export const smallHeap = {
  nodeOptions: ['--max-semi-space-size=1', '--heap-growing-percent=50', '--no-maglev', '--no-sparkplug'],
  environment: { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' },
} as const;
