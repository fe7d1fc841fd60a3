import type { Bilingual } from '../text/bilingual'

/** `rows_lost`: more or fewer rows arrived than the file holds, so nothing of it is used. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  readonly code: 'rows_lost'
  readonly file: string
  readonly counts: { read: number; loaded: number; rejected: number }

  constructor(code: 'rows_lost', file: string, counts: { read: number; loaded: number; rejected: number }) {
    super(`${file}: ${counts.read} records read, ${counts.loaded} loaded, ${counts.rejected} rejected.`)
    this.code = code
    this.file = file
    this.counts = counts
  }
}

/** An added rule could not be tried on the rows. */
export class RuleError extends Error {
  override readonly name = 'RuleError'
  readonly rule: string

  constructor(rule: string, options: ErrorOptions) {
    super(options.cause instanceof Error ? options.cause.message : String(options.cause), options)
    this.rule = rule
  }
}

/** A file was damaged further on than the inspection looked. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
  readonly file: string
  readonly sentence: Bilingual

  constructor(file: string, sentence: Bilingual) {
    super(`${file}: ${sentence.en}`)
    this.file = file
    this.sentence = sentence
  }
}

/** A file was moved, deleted or written to after it was handed over. */
export class FileChangedError extends Error {
  override readonly name = 'FileChangedError'
  readonly file: string

  constructor(file: string, options?: ErrorOptions) {
    super(`${file} can no longer be read.`, options)
    this.file = file
  }
}

/** The engine stopped, was replaced, and stopped again over the same work. */
export class StoppedAgainError extends Error {
  override readonly name = 'StoppedAgainError'

  constructor(options?: ErrorOptions) {
    super('The engine stopped twice over the same work.', options)
  }
}
