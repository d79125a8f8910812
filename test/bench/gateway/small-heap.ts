/**
 * How a gateway in little memory is started (docs/decisions/0265-little-memory-and-few-objects.md): options of Node, and of the C
 * library's allocator. No limit: a large request takes what it needs.
 */
export const smallHeap = {
  nodeOptions: [
    // What is dead goes soon: a megabyte for each half of the young generation.
    '--max-semi-space-size=1',
    // The old generation is marked when it has grown by a seventh of what it may, which is 8 MB at least; from the first on.
    '--initial-old-space-size=12',
    '--heap-growing-percent=20',
    '--incremental-marking-hard-trigger=15',
    // The compilers between interpreter and optimiser hold more than all that is alive, and so do several optimisers at once.
    '--no-maglev',
    '--no-sparkplug',
    '--concurrent-turbofan-max-threads=1',
    '--max-inlined-bytecode-size-cumulative=400',
    '--v8-pool-size=2',
  ],
  environment: {
    // One arena, from which what is freed goes back to the system: blocks of an optimiser and of sockets have 32 and 64 KB.
    MALLOC_ARENA_MAX: '1',
    MALLOC_TRIM_THRESHOLD_: '65536',
    MALLOC_MMAP_THRESHOLD_: '30000',
    MALLOC_TOP_PAD_: '0',
    UV_THREADPOOL_SIZE: '1',
  },
} as const;
