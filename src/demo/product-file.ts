import { CATEGORIES, PRODUCTS } from './catalogue'
import { CsvWriter, record } from './csv-writer'
import { FILES, inLocale, type ShopLocale } from './words'

/** Writes the catalogue, the same in every shop. */
export function writeProducts(locale: ShopLocale): CsvWriter {
  const writer = new CsvWriter()
  writer.raw(record(inLocale(locale, FILES.products.header).split(',')))
  for (const product of PRODUCTS)
    writer.raw(
      record([
        product.id,
        inLocale(locale, product.name),
        inLocale(locale, CATEGORIES[product.category]!),
        inLocale(locale, product.brand),
        money(product.priceCents),
        money(product.costCents),
      ]),
    )
  return writer
}

const money = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
