/**
 * Does what has not been done under this key, or waits for whoever does it. What failed, or was cancelled by whoever
 * began it, is done again for those who waited.
 */
export async function once<T>(
  known: Map<string, Promise<T>>,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const found = known.get(key)
  if (found) {
    try {
      return await found
    } catch {
      if (known.get(key) !== undefined && known.get(key) !== found) return once(known, key, work)
    }
  }
  const done = work()
  known.set(key, done)
  try {
    return await done
  } catch (error) {
    if (known.get(key) === done) known.delete(key)
    throw error
  }
}
