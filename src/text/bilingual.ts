/** The same sentence in both of the product's languages. Every room may use this type. */
export interface Bilingual {
  readonly en: string
  readonly zh: string
}
