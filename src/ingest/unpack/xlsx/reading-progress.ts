import type { OnProgress } from '../../types'
import type { UnpackOptions } from '../types'

export type Step = Pick<UnpackOptions, 'signal'> & { onProgress?: OnProgress | undefined }

/** One progress over several members of the given sizes, told in bytes of them all. */
export function progressOver(sizes: readonly number[], { onProgress, signal }: UnpackOptions) {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return (index: number): Step => {
    const before = sizes.slice(0, index).reduce((sum, size) => sum + size, 0)
    const size = sizes[index] ?? 0
    return { signal, onProgress: (done) => onProgress?.(before + Math.min(done, size), total) }
  }
}
