import type { ModelParts, PartArray, Recommender } from './model'

/** Makes the recommender again of what was saved of it; throws a sentence where a part is missing. */
export type Restore = (parts: ModelParts) => Recommender

export function numberOf({ numbers }: ModelParts, name: string): number {
  const found = numbers[name]
  if (found === undefined) throw new Error(`The model has no number called ${name}.`)
  return found
}

export function textsOf({ texts }: ModelParts, name: string): readonly string[] {
  const found = texts?.[name]
  if (!found) throw new Error(`The model has no words called ${name}.`)
  return found
}

export const float32 = (parts: ModelParts, name: string) => arrayOf(parts, name, Float32Array)
export const float64 = (parts: ModelParts, name: string) => arrayOf(parts, name, Float64Array)
export const int32 = (parts: ModelParts, name: string) => arrayOf(parts, name, Int32Array)

function arrayOf<A extends PartArray>({ arrays }: ModelParts, name: string, kind: new () => A): A {
  const found = arrays[name]
  if (!(found instanceof kind)) throw new Error(`The model has no ${kind.name} called ${name}.`)
  return found
}
