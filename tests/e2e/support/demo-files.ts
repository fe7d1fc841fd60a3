import { generateShop } from '../../../src/demo/generate-shop'
import type { GivenFile } from './app'

/** The demo shop's four files, made outside the page: members, orders, order lines, products. */
export async function demoFiles(members: number): Promise<GivenFile[]> {
  const { files } = await generateShop({ members, seed: 618, locale: 'en' })
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      mimeType: 'text/csv',
      buffer: Buffer.from(await file.arrayBuffer()),
    })),
  )
}
