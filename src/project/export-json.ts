import { DataType, Vector, type RecordBatch } from 'apache-arrow'
import { columnData, recordBatches } from './arrow-batches'

const PART_CHARACTERS = 4_000_000

/** An array of objects, one row a line, written batch by batch: no row outlives its text. */
export async function writeJson(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Blob[] = []
  let text = '['
  let first = true
  for await (const batch of recordBatches(pieces)) {
    for (const row of rowTexts(batch)) {
      text += (first ? '\n' : ',\n') + row
      first = false
    }
    if (text.length >= PART_CHARACTERS) {
      parts.push(new Blob([text]))
      text = ''
    }
  }
  return new Blob([...parts, `${text}\n]\n`], { type: 'application/json' })
}

function rowTexts(batch: RecordBatch): string[] {
  const rows = new Array<string>(batch.numRows).fill('{')
  batch.schema.fields.forEach(({ name }, index) => {
    const key = `${index === 0 ? '' : ','}${JSON.stringify(name)}:`
    const vector = new Vector([columnData(batch, index)])
    const write = DataType.isUtf8(vector.type) ? (value: unknown) => JSON.stringify(value) : bare
    for (let row = 0; row < rows.length; row++) {
      const value: unknown = vector.get(row)
      rows[row] += key + (value == null ? 'null' : write(value))
    }
  })
  return rows.map((row) => `${row}}`)
}

/** Numbers and truth values. A whole number that a double cannot hold is text, for most readers would round it. */
function bare(value: unknown): string {
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? `${value}` : `"${value}"`
  }
  return typeof value === 'number' && !Number.isFinite(value) ? 'null' : String(value)
}
