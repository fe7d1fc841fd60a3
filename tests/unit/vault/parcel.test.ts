import { describe, expect, test } from 'vitest'
import { pack, unpack } from '../../../src/vault/parcel'

describe('a parcel of files and project', () => {
  test('comes back as it was: names, dates, bytes, also of empty files', async () => {
    const files = [
      new File(['a,b\n1,2\n'], '订单 2024.csv', { type: 'text/csv', lastModified: 1_600_000_000_000 }),
      new File([], 'empty.csv', { lastModified: 5 }),
      new File([new Uint8Array([0, 255, 10, 0])], 'bytes', { lastModified: 6 }),
    ]
    const back = await unpack(pack({ files, project: '{"会员":1}' }))
    expect(back.project).toBe('{"会员":1}')
    expect(back.files.map(({ name, type, size, lastModified }) => [name, type, size, lastModified])).toEqual([
      ['订单 2024.csv', 'text/csv', 8, 1_600_000_000_000],
      ['empty.csv', '', 0, 5],
      ['bytes', '', 4, 6],
    ])
    expect(await back.files[0]?.text()).toBe('a,b\n1,2\n')
    expect(new Uint8Array((await back.files[2]?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
      new Uint8Array([0, 255, 10, 0]),
    )
  })

  test('that does not add up is not used', async () => {
    const whole = pack({ files: [new File(['abc'], 'a')], project: '' })
    await expect(unpack(whole.slice(0, whole.size - 1))).rejects.toMatchObject({ code: 'damaged' })
    await expect(unpack(new Blob([whole, 'x']))).rejects.toMatchObject({ code: 'damaged' })
    await expect(unpack(new Blob(['ab']))).rejects.toMatchObject({ code: 'damaged' })
    await expect(unpack(new Blob([new Uint8Array([0, 0, 0, 2]), '{x']))).rejects.toMatchObject({
      code: 'damaged',
    })
  })
})
