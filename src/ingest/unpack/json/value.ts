/** A number as it was written: an id of 18 digits keeps them all. */
export class JsonNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Members in their order, so that no name is lost or special. */
export class JsonObject {
  readonly keys: string[] = []
  readonly values: JsonValue[] = []

  get(key: string): JsonValue | undefined {
    return this.values[this.keys.indexOf(key)]
  }
}

export type JsonValue = null | boolean | string | JsonNumber | JsonObject | JsonValue[]
export type JsonScalar = null | boolean | string | JsonNumber

export const isScalar = (value: JsonValue): value is JsonScalar =>
  !(value instanceof JsonObject) && !Array.isArray(value)

/** A scalar as a cell shows it; null is empty. */
export const scalarText = (value: JsonScalar): string =>
  value === null ? '' : value instanceof JsonNumber ? value.text : String(value)

/** A value as JSON again, numbers as they were written. */
export function jsonText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (value instanceof JsonObject)
    return `{${value.keys.map((key, i) => `${JSON.stringify(key)}:${jsonText(value.values[i] ?? null)}`).join(',')}}`
  return JSON.stringify(value)
}
