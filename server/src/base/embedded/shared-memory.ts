/** Whether PostgreSQL's processes can share memory through /dev/shm; containers have 64 MB there, some next to nothing. */
import { statfsSync } from 'node:fs'

const ENOUGH_BYTES = 32 * 1024 * 1024

/**
 * Settings for a /dev/shm that is too small: PostgreSQL then shares memory through files of its data folder, which is slower and
 * always possible.
 */
export function sharedMemorySettings(folder = '/dev/shm'): Record<string, string> {
  return process.platform === 'linux' && roomIn(folder) < ENOUGH_BYTES ? { dynamic_shared_memory_type: 'mmap' } : {}
}

/** How many bytes can still be written there. */
export function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}
