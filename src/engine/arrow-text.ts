import { DataType } from 'apache-arrow'

/** How a value that is neither number nor date is written, as the engine itself would write it. */
export function arrowText(type: DataType): (value: unknown, raw: ArrayLike<number>, row: number) => string {
  if (DataType.isTime(type)) return (value) => clock(BigInt(value as bigint))
  if (DataType.isInterval(type)) return (_, raw, row) => interval(raw, row * 4)
  if (DataType.isBinary(type)) return (value) => blob(value as Uint8Array)
  return (value) => String(value)
}

/** Microseconds of a day as 10:00:01.5. */
function clock(micros: bigint): string {
  const seconds = micros / 1_000_000n
  const part = (value: bigint) => String(value).padStart(2, '0')
  const fraction = String(micros % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '')
  const text = `${part(seconds / 3600n)}:${part((seconds / 60n) % 60n)}:${part(seconds % 60n)}`
  return fraction === '' ? text : `${text}.${fraction}`
}

/** Four words: months, days, and the rest in nanoseconds, low word first. */
function interval(raw: ArrayLike<number>, at: number): string {
  const months = raw[at] ?? 0
  const days = raw[at + 1] ?? 0
  const nanos = (BigInt(raw[at + 3] ?? 0) << 32n) | BigInt((raw[at + 2] ?? 0) >>> 0)
  const counted = (count: number, unit: string) =>
    count === 0 ? [] : [`${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`]
  const time = nanos < 0n ? `-${clock(-nanos / 1000n)}` : clock(nanos / 1000n)
  const parts = [
    ...counted(Math.trunc(months / 12), 'year'),
    ...counted(months % 12, 'month'),
    ...counted(days, 'day'),
  ]
  return [...parts, ...(nanos === 0n && parts.length > 0 ? [] : [time])].join(' ')
}

/** Printable ASCII as it is, the rest as \xAA. */
export const blob = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) =>
      byte >= 32 && byte < 127 && byte !== 92
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
