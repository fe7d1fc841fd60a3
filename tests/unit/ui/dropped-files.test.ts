import { expect, test } from 'vitest'
import { filesOfDrop, filesOfEntries } from '../../../src/ui/dropped-files'
import { fileOfPastedText } from '../../../src/ui/pasted-table'

/** Stand-ins with the parts of the browser's entries that are read; a folder hands out 100 at a time. */
const entry = (parts: Partial<FileSystemEntry> & Record<string, unknown>) =>
  parts as unknown as FileSystemEntry

const fileEntry = (name: string) =>
  entry({
    name,
    isFile: true,
    isDirectory: false,
    file: (done: (file: File) => void) => done(new File([name], name)),
  })

const folder = (name: string, children: FileSystemEntry[]) =>
  entry({
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let read = 0
      return {
        readEntries: (done: (batch: FileSystemEntry[]) => void) => {
          done(children.slice(read, read + 100))
          read += 100
        },
      }
    },
  })

const names = (files: File[]) => files.map(({ name }) => name)

test('folders are read to any depth, litter is left', async () => {
  const shop = folder('shop', [
    fileEntry('orders.csv'),
    fileEntry('.DS_Store'),
    fileEntry('~$orders.xlsx'),
    folder('2018', [folder('q1', [fileEntry('members.csv')])]),
    folder('__MACOSX', [fileEntry('x.csv')]),
  ])
  expect(names(await filesOfEntries([shop, fileEntry('extra.csv')]))).toEqual([
    'members.csv',
    'orders.csv',
    'extra.csv',
  ])
})

test('a folder of more than a hundred files is read to its end', async () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    fileEntry(`part-${String(index).padStart(3, '0')}.csv`),
  )
  expect(await filesOfEntries([folder('parts', many)])).toHaveLength(250)
})

test('an empty folder gives no file; a hidden file dropped by itself is taken', async () => {
  expect(await filesOfEntries([folder('empty', [])])).toEqual([])
  expect(names(await filesOfEntries([fileEntry('.orders.csv')]))).toEqual(['.orders.csv'])
})

test('where entries are not to be had, the plain files are taken', async () => {
  const file = new File(['a'], 'a.csv')
  const transfer = { items: [{ kind: 'file', webkitGetAsEntry: () => null }], files: [file] }
  expect(await filesOfDrop(transfer as unknown as DataTransfer)).toEqual([file])
})

test('cells pasted from a spreadsheet become a file, a phrase does not', async () => {
  const file = fileOfPastedText('member\tamount\r\nM1\t3.5\r\n')
  expect(file?.name).toBe('pasted 1.tsv')
  expect(fileOfPastedText('a\tb\n1\t2')?.name).toBe('pasted 2.tsv')
  expect(await file?.text()).toBe('member\tamount\r\nM1\t3.5\r\n')
  expect(fileOfPastedText('just a phrase\n\n')).toBeNull()
  expect(fileOfPastedText('')).toBeNull()
})
